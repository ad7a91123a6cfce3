import { readCertificates } from '@/server/certificates/queries';
import { environmentWithFile, readConfig } from '@/server/config';
import { CannotDo } from './cannot-do';
import { print } from './file';

/** Prints what TLS shows, from the files: also while Hearth doesn't run. Returns the exit code. */
export function printCertificates(): number {
  const { dataDir, tls } = readConfig(environmentWithFile());
  const report = readCertificates({ dataDir, given: tls.given });
  if (report.server.length === 0)
    throw new CannotDo(
      tls.given === undefined
        ? `There are no certificates in ${dataDir}: start Hearth once, or set HEARTH_DATA_DIR to the folder of the one that runs.`
        : `${tls.given.certificate} holds no certificate in PEM form.`,
    );
  print(report);
  return 0;
}
