CREATE TABLE "home" (
  "id" INTEGER NOT NULL DEFAULT 1,
  "name" VARCHAR(80) NOT NULL,
  "time_zone" VARCHAR(64) NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "home_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "home_is_one" CHECK ("id" = 1)
);

CREATE TABLE "room" (
  "id" SERIAL NOT NULL,
  "name" VARCHAR(80) NOT NULL,
  "position" INTEGER NOT NULL DEFAULT 0,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "room_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "room_name_key" ON "room"("name");

CREATE TABLE "device" (
  "id" SERIAL NOT NULL,
  "family" VARCHAR(40) NOT NULL,
  "natural_key" VARCHAR(200) NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "device_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "device_family_natural_key_key" ON "device"("family", "natural_key");

CREATE TABLE "sensor" (
  "id" VARCHAR(64) NOT NULL,
  "name" VARCHAR(80) NOT NULL,
  "room_id" INTEGER,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "sensor_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "sensor_room_id_idx" ON "sensor"("room_id");

CREATE TABLE "binding" (
  "id" SERIAL NOT NULL,
  "sensor_id" VARCHAR(64) NOT NULL,
  "device_id" INTEGER NOT NULL,
  "source_channel" VARCHAR(120),
  "channel" VARCHAR(120),
  "valid_from" TIMESTAMPTZ(6) NOT NULL,
  "valid_to" TIMESTAMPTZ(6),
  CONSTRAINT "binding_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "binding_device_id_valid_from_idx" ON "binding"("device_id", "valid_from");
CREATE INDEX "binding_sensor_id_idx" ON "binding"("sensor_id");

CREATE TABLE "series" (
  "id" SERIAL NOT NULL,
  "sensor_id" VARCHAR(64) NOT NULL,
  "quantity" VARCHAR(40) NOT NULL,
  "channel" VARCHAR(120),
  "unit" VARCHAR(20) NOT NULL,
  CONSTRAINT "series_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "series_sensor_id_idx" ON "series"("sensor_id");
-- Prisma has no word for NULLS NOT DISTINCT: one series without a channel is one series.
CREATE UNIQUE INDEX "series_identity" ON "series"("sensor_id", "quantity", "channel", "unit") NULLS NOT DISTINCT;

CREATE TABLE "mapping" (
  "id" SERIAL NOT NULL,
  "sensor_id" VARCHAR(64) NOT NULL,
  "key" VARCHAR(600) NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "mapping_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "mapping_sensor_id_key_key" ON "mapping"("sensor_id", "key");

CREATE TABLE "mapping_version" (
  "mapping_id" INTEGER NOT NULL,
  "version" INTEGER NOT NULL,
  "valid_from" TIMESTAMPTZ(6) NOT NULL,
  "definition" JSONB,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "mapping_version_pkey" PRIMARY KEY ("mapping_id", "version")
);
CREATE INDEX "mapping_version_valid_from_idx" ON "mapping_version"("valid_from");

CREATE TABLE "inbox_source" (
  "pattern" VARCHAR(300) NOT NULL,
  "partition" INTEGER NOT NULL,
  "reason" VARCHAR(20) NOT NULL,
  "count" BIGINT NOT NULL,
  "first_offset" BIGINT NOT NULL,
  "last_offset" BIGINT NOT NULL,
  "first_seen" TIMESTAMPTZ(3) NOT NULL,
  "last_seen" TIMESTAMPTZ(3) NOT NULL,
  "sample_topic" VARCHAR(256) NOT NULL,
  "sample" BYTEA NOT NULL,
  CONSTRAINT "inbox_source_pkey" PRIMARY KEY ("pattern", "partition", "reason")
);

CREATE TABLE "consumer_offset" (
  "consumer" VARCHAR(80) NOT NULL,
  "topic_id" VARCHAR(40) NOT NULL,
  "partition" INTEGER NOT NULL,
  "topic" VARCHAR(249) NOT NULL,
  "next" BIGINT NOT NULL,
  CONSTRAINT "consumer_offset_pkey" PRIMARY KEY ("consumer", "topic_id", "partition")
);

ALTER TABLE "sensor" ADD CONSTRAINT "sensor_room_id_fkey" FOREIGN KEY ("room_id") REFERENCES "room"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "binding" ADD CONSTRAINT "binding_sensor_id_fkey" FOREIGN KEY ("sensor_id") REFERENCES "sensor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "binding" ADD CONSTRAINT "binding_device_id_fkey" FOREIGN KEY ("device_id") REFERENCES "device"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "series" ADD CONSTRAINT "series_sensor_id_fkey" FOREIGN KEY ("sensor_id") REFERENCES "sensor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "mapping" ADD CONSTRAINT "mapping_sensor_id_fkey" FOREIGN KEY ("sensor_id") REFERENCES "sensor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "mapping_version" ADD CONSTRAINT "mapping_version_mapping_id_fkey" FOREIGN KEY ("mapping_id") REFERENCES "mapping"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Telemetry: unknown to Prisma, written by history in SQL.
CREATE SCHEMA "telemetry";

-- Partitioned by month UTC; the writer makes a missing month under an advisory lock; no default partition.
CREATE TABLE "telemetry"."reading" (
  "series_id" INTEGER NOT NULL,
  "time" TIMESTAMPTZ(6) NOT NULL,
  -- 32 bits of the uid's random part: the same uid is the same row, two messages of one instant are two rows.
  "tie" INTEGER NOT NULL,
  "value" DOUBLE PRECISION NOT NULL,
  -- 0 good, 1 implausible
  "quality" SMALLINT NOT NULL DEFAULT 0,
  -- 0 device, 1 corrected, 2 receipt, 3 suspect
  "clock" SMALLINT NOT NULL DEFAULT 0,
  "raw_partition" INTEGER NOT NULL,
  "raw_offset" BIGINT NOT NULL,
  -- of the mapping or codec that read it
  "version" INTEGER NOT NULL,
  -- 0 live, else the replay that wrote it
  "generation" INTEGER NOT NULL DEFAULT 0,
  -- With value and quality in it a chart is read from the index alone, which lies by series; the table lies by arrival.
  CONSTRAINT "reading_pkey" PRIMARY KEY ("series_id", "time", "tie") INCLUDE ("value", "quality")
) PARTITION BY RANGE ("time");

-- One row a series: its newest measured value, and when the sensor was last heard.
CREATE TABLE "telemetry"."latest" (
  "series_id" INTEGER NOT NULL,
  "time" TIMESTAMPTZ(6) NOT NULL,
  "value" DOUBLE PRECISION NOT NULL,
  -- as in reading
  "clock" SMALLINT NOT NULL,
  -- newest moment of receipt of any reading of the series
  "seen_at" TIMESTAMPTZ(6) NOT NULL,
  -- measured time at which the value last became another one
  "changed_at" TIMESTAMPTZ(6) NOT NULL,
  CONSTRAINT "latest_pkey" PRIMARY KEY ("series_id")
  -- Every batch writes here: with room in the page a row is replaced without touching the index.
) WITH (fillfactor = 50);

-- What a sensor said of itself, by will or birth.
CREATE TABLE "telemetry"."availability" (
  "sensor_id" VARCHAR(64) NOT NULL,
  "state" VARCHAR(8) NOT NULL,
  -- when it became this state, and when it last said so
  "since" TIMESTAMPTZ(6) NOT NULL,
  "said_at" TIMESTAMPTZ(6) NOT NULL,
  CONSTRAINT "availability_pkey" PRIMARY KEY ("sensor_id")
);
