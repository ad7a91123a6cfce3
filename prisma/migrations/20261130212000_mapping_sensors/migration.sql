-- A mapping may feed several sensors: which, each version says itself.
CREATE TABLE "mapping_sensor" (
    "mapping_id" INTEGER NOT NULL,
    "sensor_id" VARCHAR(64) NOT NULL,

    CONSTRAINT "mapping_sensor_pkey" PRIMARY KEY ("mapping_id", "sensor_id")
);
CREATE INDEX "mapping_sensor_sensor_id_idx" ON "mapping_sensor"("sensor_id");
ALTER TABLE "mapping_sensor" ADD CONSTRAINT "mapping_sensor_mapping_id_fkey" FOREIGN KEY ("mapping_id") REFERENCES "mapping"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "mapping_sensor" ADD CONSTRAINT "mapping_sensor_sensor_id_fkey" FOREIGN KEY ("sensor_id") REFERENCES "sensor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

INSERT INTO "mapping_sensor" ("mapping_id", "sensor_id") SELECT "id", "sensor_id" FROM "mapping";

UPDATE "mapping_version" SET "definition" = "definition" || jsonb_build_object('sensor', "sensor_id")
  FROM "mapping" WHERE "mapping"."id" = "mapping_id" AND "definition" IS NOT NULL;

ALTER TABLE "mapping_version" ADD COLUMN "who" VARCHAR(120), ADD COLUMN "why" VARCHAR(200);

ALTER TABLE "mapping" ALTER COLUMN "key" TYPE VARCHAR(700), ALTER COLUMN "key" DROP NOT NULL;
UPDATE "mapping" SET "key" = "sensor_id" || ' ' || "key";
DROP INDEX "mapping_sensor_id_key_key";
ALTER TABLE "mapping" DROP CONSTRAINT "mapping_sensor_id_fkey", DROP COLUMN "sensor_id";
CREATE UNIQUE INDEX "mapping_key_key" ON "mapping"("key");
