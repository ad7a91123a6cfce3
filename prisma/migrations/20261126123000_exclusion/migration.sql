-- A log can't forget: what stands here is passed over by whoever reads the raw log, now and in every replay.
CREATE TABLE "exclusion" (
  "topic_prefix" VARCHAR(256) NOT NULL,
  -- of the raw log, and where in it: offsets below `until`
  "topic_id" VARCHAR(40) NOT NULL,
  "partition" INTEGER NOT NULL,
  "until" BIGINT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "exclusion_pkey" PRIMARY KEY ("topic_prefix", "topic_id", "partition")
);
