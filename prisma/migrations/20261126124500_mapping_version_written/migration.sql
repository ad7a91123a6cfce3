-- In the order in which they were written, one writer at a time: a decoder asks for what is newer than its last look. The moment
-- of validity can't tell, for what brings its past with it is valid from before.
ALTER TABLE "mapping_version" ADD COLUMN "written" BIGSERIAL NOT NULL;
CREATE INDEX "mapping_version_written_idx" ON "mapping_version"("written");
