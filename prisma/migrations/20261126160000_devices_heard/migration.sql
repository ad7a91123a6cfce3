-- What a device last said of itself: what a person picks it by.
ALTER TABLE "device"
  ADD COLUMN "name" VARCHAR(120),
  ADD COLUMN "model" VARCHAR(120),
  -- null: never heard, only named in a binding
  ADD COLUMN "first_heard" TIMESTAMPTZ(3),
  ADD COLUMN "last_heard" TIMESTAMPTZ(3),
  -- online | offline
  ADD COLUMN "availability" VARCHAR(8),
  ADD COLUMN "sample_topic" VARCHAR(256),
  -- a JSON array of its newest measures
  ADD COLUMN "measures" JSONB NOT NULL DEFAULT '[]';
CREATE INDEX "device_last_heard_idx" ON "device"("last_heard");

-- In the order in which they were written or ended, as mapping_version has it.
ALTER TABLE "binding" ADD COLUMN "written" BIGSERIAL NOT NULL;
CREATE INDEX "binding_written_idx" ON "binding"("written");

-- What devices told that decoders must know besides a message: births, descriptions, lists of devices.
CREATE TABLE "knowledge" (
  "family" VARCHAR(40) NOT NULL,
  "key" VARCHAR(300) NOT NULL,
  -- the Kafka timestamp of the record that told it
  "valid_from" TIMESTAMPTZ(6) NOT NULL,
  "written" BIGSERIAL NOT NULL,
  "hash" VARCHAR(64) NOT NULL,
  -- JSON; null: it holds no longer
  "content" TEXT,
  CONSTRAINT "knowledge_pkey" PRIMARY KEY ("family", "key", "valid_from")
);
CREATE INDEX "knowledge_written_idx" ON "knowledge"("written");

ALTER TABLE "sensor"
  -- a Lucide icon's name; null: its first quantity's
  ADD COLUMN "icon" VARCHAR(40),
  -- what kind of thing it is, such as meter, plug or solar; null: nobody said
  ADD COLUMN "profile" VARCHAR(40),
  ADD COLUMN "archived_at" TIMESTAMPTZ(3);
