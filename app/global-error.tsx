'use client';

/** Stands when even the frame can't be made: a page without styles or data of its own. */
export default function GlobalError() {
  return (
    <html lang="en">
      <body
        style={{
          fontFamily: 'system-ui, sans-serif',
          padding: '15vh 24px',
          textAlign: 'center',
          colorScheme: 'light dark',
        }}
      >
        <title>Hearth is starting</title>
        <h1 style={{ fontSize: 20 }}>Hearth can’t show its pages right now</h1>
        <p>Its database is away or still starting. What sensors send is kept all the same.</p>
        <button
          type="button"
          onClick={() => window.location.reload()}
          style={{ padding: '12px 16px', font: 'inherit' }}
        >
          Try again
        </button>
      </body>
    </html>
  );
}
