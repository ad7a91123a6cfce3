-- The search server that somebody entered on the page; settings of the process go before it.
CREATE TABLE "search_connection" (
  "id" SMALLINT NOT NULL DEFAULT 1,
  "url" VARCHAR(500),
  "username" VARCHAR(200),
  "secret" VARCHAR(2000),
  "ca" TEXT,
  "kibana_url" VARCHAR(500),
  "keep_months" INTEGER,
  "revision" INTEGER NOT NULL DEFAULT 1,
  "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "search_connection_pkey" PRIMARY KEY ("id")
);

-- Documents that the search server refused for ever; "try again" takes them from here.
CREATE TABLE "search_rejected" (
  "cluster" VARCHAR(80) NOT NULL,
  "index_name" VARCHAR(80) NOT NULL,
  "document_id" VARCHAR(512) NOT NULL,
  "version" INTEGER NOT NULL,
  "document" TEXT NOT NULL,
  "sensor_id" VARCHAR(64) NOT NULL,
  "topic" VARCHAR(249) NOT NULL,
  "partition" INTEGER NOT NULL,
  "record_offset" BIGINT NOT NULL,
  "status" INTEGER NOT NULL,
  "type" VARCHAR(100) NOT NULL,
  "reason" VARCHAR(1000) NOT NULL,
  "rejected_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "search_rejected_pkey" PRIMARY KEY ("cluster", "index_name", "document_id")
);
CREATE INDEX "search_rejected_cluster_rejected_at_idx" ON "search_rejected"("cluster", "rejected_at");

-- A span of measured time that is written anew from Kafka.
CREATE TABLE "search_rebuild" (
  "id" SERIAL NOT NULL,
  "cluster" VARCHAR(80) NOT NULL,
  "from_at" TIMESTAMPTZ(3) NOT NULL,
  "to_at" TIMESTAMPTZ(3) NOT NULL,
  "state" VARCHAR(12) NOT NULL DEFAULT 'waits',
  "positions" JSONB,
  "records" BIGINT NOT NULL DEFAULT 0,
  "records_done" BIGINT NOT NULL DEFAULT 0,
  "documents" BIGINT NOT NULL DEFAULT 0,
  "problem" VARCHAR(1000),
  "who" VARCHAR(120) NOT NULL,
  "asked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "ended_at" TIMESTAMPTZ(3),
  CONSTRAINT "search_rebuild_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "search_rebuild_state_idx" ON "search_rebuild"("state");
