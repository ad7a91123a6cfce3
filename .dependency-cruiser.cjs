// The import rules of docs/architecture.md: who may know whom. Types count as much as code.
const ROLES = ['ingest', 'decode', 'history', 'live', 'search', 'topics', 'web'];
const DOORS = '^server/[^/]+/(index|queries|commands)\\.';

const privateRoles = ROLES.map((role) => ({
  name: `${role}-is-private`,
  comment: `Of ${role}, index (start), queries and commands are doors; all else is its own.`,
  severity: 'error',
  from: { pathNot: [`^server/${role}/`, '^tests/', '^bench/'] },
  to: { path: `^server/${role}/`, pathNot: DOORS },
}));

const roles = ROLES.map((role) => ({
  name: `${role}-calls-no-other-role`,
  comment: 'Roles meet on the stream.',
  severity: 'error',
  from: { path: `^server/${role}/` },
  to: { path: `^server/(${ROLES.filter((other) => other !== role).join('|')})/` },
}));

// The demo house is taught through decode's door, as a person teaches; what is there to be simulated, the simulator shares.
const demo = {
  name: 'demo-is-private',
  comment: 'Of the demo, index (start), queries, commands and the model of its house are doors.',
  severity: 'error',
  from: { pathNot: ['^server/demo/', '^tests/', '^bench/'] },
  to: { path: '^server/demo/', pathNot: [DOORS, '^server/demo/house/'] },
};

const registry = {
  name: 'registry-is-private',
  comment: 'Of the registry, queries and commands are doors.',
  severity: 'error',
  from: { pathNot: ['^server/registry/', '^tests/', '^bench/'] },
  to: { path: '^server/registry/', pathNot: DOORS },
};

const arrivals = {
  name: 'arrivals-is-private',
  comment: 'Of arrivals, queries and commands are doors.',
  severity: 'error',
  from: { pathNot: ['^server/arrivals/', '^tests/', '^bench/'] },
  to: { path: '^server/arrivals/', pathNot: DOORS },
};

const teaching = {
  name: 'teaching-is-private',
  comment: 'Of teaching, queries and commands are doors.',
  severity: 'error',
  from: { pathNot: ['^server/teaching/', '^tests/', '^bench/'] },
  to: { path: '^server/teaching/', pathNot: DOORS },
};

const people = {
  name: 'people-are-private',
  comment: 'Of the people, queries and commands are doors: who may come in is decided in one place.',
  severity: 'error',
  from: { pathNot: ['^server/people/', '^tests/', '^bench/'] },
  to: { path: '^server/people/', pathNot: DOORS },
};

const certificates = {
  name: 'certificates-are-private',
  comment: 'Of the certificates, index (start), queries and commands are doors.',
  severity: 'error',
  from: { pathNot: ['^server/certificates/', '^tests/', '^bench/'] },
  to: { path: '^server/certificates/', pathNot: DOORS },
};

const logins = {
  name: 'logins-are-private',
  comment: 'Of the logins of devices, index (the broker’s book), queries and commands are doors.',
  severity: 'error',
  from: { pathNot: ['^server/logins/', '^tests/', '^bench/'] },
  to: { path: '^server/logins/', pathNot: DOORS },
};

const swaps = {
  name: 'swaps-are-private',
  comment: 'Of the swaps of devices, queries and commands are doors.',
  severity: 'error',
  from: { pathNot: ['^server/swaps/', '^tests/', '^bench/'] },
  to: { path: '^server/swaps/', pathNot: DOORS },
};

const finding = {
  name: 'finding-is-private',
  comment: 'Of what announces Hearth at home, index (start) is the door.',
  severity: 'error',
  from: { pathNot: ['^server/finding/', '^tests/', '^bench/'] },
  to: { path: '^server/finding/', pathNot: DOORS },
};

module.exports = {
  forbidden: [
    {
      name: 'no-circles',
      comment: "Prisma's generated client is not ours to untangle.",
      severity: 'error',
      from: { pathNot: ['^prisma/client/', 'node_modules/'] },
      to: { circular: true },
    },
    {
      name: 'contracts-know-zod-alone',
      severity: 'error',
      from: { path: '^contracts/' },
      to: { pathNot: ['^contracts/', 'node_modules/zod/'] },
    },
    {
      name: 'components-know-contracts-alone',
      comment: 'Besides packages and each other: what the browser runs must not reach into the server.',
      severity: 'error',
      from: { path: '^components/' },
      to: { path: '^(server|app|prisma|tools|tests|bench|scripts)/' },
    },
    {
      name: 'the-browser-gets-no-server-packages',
      comment: 'zod is 92 KB: components take its types alone, through contracts.',
      severity: 'error',
      from: { path: '^components/' },
      to: { path: 'node_modules/(zod|kafkajs|pg|pino|aedes|@prisma|mqtt|prom-client)/' },
    },
    {
      name: 'app-data-is-the-door',
      comment: 'Pages ask app/_data; only app/_data asks the server.',
      severity: 'error',
      from: { path: '^app/', pathNot: '^app/_data/' },
      to: { path: '^(server|prisma)/' },
    },
    {
      name: 'app-data-takes-doors',
      comment: "app/_data reads through a role's queries and writes through its commands.",
      severity: 'error',
      from: { path: '^app/_data/' },
      to: { path: '^server/[^/]+/', pathNot: '^server/[^/]+/(queries|commands)\\.' },
    },
    {
      name: 'one-folder-knows-kafkajs',
      severity: 'error',
      from: { path: '^(server|app|components|contracts|tools)/', pathNot: '^server/stream/' },
      to: { path: 'node_modules/kafkajs/' },
    },
    {
      name: 'the-stream-knows-no-role',
      severity: 'error',
      from: { path: '^server/(stream|embedded)/' },
      to: { path: `^server/(${[...ROLES, 'demo'].join('|')})/` },
    },
    {
      name: 'the-server-knows-no-pages',
      severity: 'error',
      from: { path: '^server/' },
      to: { path: '^(app|components|tools|tests|bench|scripts)/' },
    },
    {
      name: 'the-product-knows-no-tests',
      severity: 'error',
      from: { path: '^(app|components|contracts|server|tools)/' },
      to: { path: '^(tests|bench)/' },
    },
    arrivals,
    teaching,
    registry,
    people,
    certificates,
    finding,
    logins,
    swaps,
    ...privateRoles,
    ...roles,
    demo,
  ],
};
