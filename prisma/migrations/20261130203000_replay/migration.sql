-- The past decoded anew: what was asked for, and how far it came. The id is the generation of what it writes.
CREATE TABLE "replay_job" (
  "id" SERIAL NOT NULL,
  "kind" VARCHAR(12) NOT NULL,
  "what" VARCHAR(300) NOT NULL,
  "who" VARCHAR(120) NOT NULL,
  "topics" TEXT[] NOT NULL,
  "from_at" TIMESTAMPTZ(6) NOT NULL,
  "to_at" TIMESTAMPTZ(6) NOT NULL,
  "undoes" INTEGER,
  "told" JSONB,
  "state" VARCHAR(8) NOT NULL DEFAULT 'waits',
  "positions" JSONB,
  "readings_ends" JSONB,
  "records" BIGINT NOT NULL DEFAULT 0,
  "records_done" BIGINT NOT NULL DEFAULT 0,
  "readings" BIGINT NOT NULL DEFAULT 0,
  "problem" VARCHAR(1000),
  "asked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "ended_at" TIMESTAMPTZ(3),
  CONSTRAINT "replay_job_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "replay_job_state_idx" ON "replay_job"("state");
-- Two people who undo the same at once undo it once.
CREATE UNIQUE INDEX "replay_job_undoes_key" ON "replay_job"("undoes");

-- What a replay puts in force for records received from `valid_from` on and before `valid_to`.
CREATE TABLE "correction" (
  "id" SERIAL NOT NULL,
  "replay_id" INTEGER NOT NULL,
  "mapping_id" INTEGER,
  "version" INTEGER,
  "binding_id" INTEGER,
  "range_id" INTEGER,
  "valid_from" TIMESTAMPTZ(6) NOT NULL,
  "valid_to" TIMESTAMPTZ(6) NOT NULL,
  "undone_by" INTEGER,
  "written" BIGSERIAL NOT NULL,
  CONSTRAINT "correction_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "correction_of_one" CHECK (num_nonnulls("mapping_id", "binding_id", "range_id") = 1)
);
CREATE INDEX "correction_written_idx" ON "correction"("written");
CREATE INDEX "correction_replay_id_idx" ON "correction"("replay_id");
CREATE INDEX "correction_mapping_id_version_idx" ON "correction"("mapping_id", "version");
CREATE INDEX "correction_binding_id_idx" ON "correction"("binding_id");

ALTER TABLE "replay_job" ADD CONSTRAINT "replay_job_undoes_fkey" FOREIGN KEY ("undoes") REFERENCES "replay_job"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "correction" ADD CONSTRAINT "correction_replay_id_fkey" FOREIGN KEY ("replay_id") REFERENCES "replay_job"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "correction" ADD CONSTRAINT "correction_mapping_id_version_fkey" FOREIGN KEY ("mapping_id", "version") REFERENCES "mapping_version"("mapping_id", "version") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "correction" ADD CONSTRAINT "correction_binding_id_fkey" FOREIGN KEY ("binding_id") REFERENCES "binding"("id") ON DELETE CASCADE ON UPDATE CASCADE;
