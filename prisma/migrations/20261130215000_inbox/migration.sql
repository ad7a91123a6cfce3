-- What nobody gets is counted by topic and by the shape of its payload: patterns are learnt from what came.
ALTER TABLE "inbox_source" RENAME COLUMN "pattern" TO "topic";
ALTER TABLE "inbox_source"
  ADD COLUMN "shape" VARCHAR(16) NOT NULL DEFAULT '',
  ADD COLUMN "kind" VARCHAR(8) NOT NULL DEFAULT '',
  ADD COLUMN "fields" JSONB NOT NULL DEFAULT '[]',
  ADD COLUMN "gap_ms" DOUBLE PRECISION,
  ADD COLUMN "family" VARCHAR(40),
  ADD COLUMN "device_key" VARCHAR(200),
  ADD COLUMN "login" VARCHAR(120),
  ADD COLUMN "unlisted" BYTEA;
-- Patterns that were guessed stand for topics that nobody listed; whose devices were heard is in their own table.
UPDATE "inbox_source" SET "kind" = 'unlisted' WHERE "topic" LIKE '%+%' OR "topic" LIKE '%#';
DELETE FROM "inbox_source" WHERE "reason" = 'DEVICE_HEARD';
ALTER TABLE "inbox_source" DROP CONSTRAINT "inbox_source_pkey";
ALTER TABLE "inbox_source" ADD CONSTRAINT "inbox_source_pkey" PRIMARY KEY ("topic", "partition", "reason", "shape");
CREATE INDEX "inbox_source_partition_idx" ON "inbox_source"("partition");
CREATE INDEX "inbox_source_family_device_key_idx" ON "inbox_source"("family", "device_key");

-- What a device announced that it will measure.
ALTER TABLE "device" ADD COLUMN "announced" JSONB NOT NULL DEFAULT '[]';

-- What somebody doesn't want to be asked about again.
CREATE TABLE "inbox_ignored" (
  "id" SERIAL NOT NULL,
  "pattern" VARCHAR(300),
  "kind" VARCHAR(8),
  "family" VARCHAR(40),
  "device_key" VARCHAR(200),
  "name" VARCHAR(300) NOT NULL,
  "who" VARCHAR(120) NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "inbox_ignored_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "inbox_ignored_is_one" CHECK (("pattern" IS NULL) <> ("family" IS NULL))
);
CREATE UNIQUE INDEX "inbox_ignored_pattern_kind_key" ON "inbox_ignored"("pattern", "kind");
CREATE UNIQUE INDEX "inbox_ignored_family_device_key_key" ON "inbox_ignored"("family", "device_key");

-- What was taught or bound in the inbox, so that it can be taken back.
CREATE TABLE "inbox_teaching" (
  "id" SERIAL NOT NULL,
  "replay_id" INTEGER,
  "mapping_id" INTEGER,
  "version" INTEGER,
  "bindings" INTEGER[] NOT NULL,
  "sensors" TEXT[] NOT NULL,
  "made" TEXT[] NOT NULL,
  "who" VARCHAR(120) NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "taken_back_at" TIMESTAMPTZ(3),
  CONSTRAINT "inbox_teaching_pkey" PRIMARY KEY ("id")
);
