-- The message of the raw log that a version was made on; null: none was looked at.
ALTER TABLE "mapping_version" ADD COLUMN "sample_partition" INTEGER, ADD COLUMN "sample_offset" BIGINT;
