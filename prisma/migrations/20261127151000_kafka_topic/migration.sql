-- What somebody wants a Kafka topic to be. Kafka says what it is.
CREATE TABLE "kafka_topic" (
  "name" VARCHAR(249) NOT NULL,
  "is_managed" BOOLEAN NOT NULL DEFAULT true,
  "topic_id" VARCHAR(40),
  "revision" INTEGER NOT NULL,
  "applied_revision" INTEGER,
  "drift_since" TIMESTAMPTZ(3),
  "told_state" VARCHAR(20),
  "put_back_halted_at" TIMESTAMPTZ(3),
  "delete_at" TIMESTAMPTZ(3),
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "kafka_topic_pkey" PRIMARY KEY ("name")
);

CREATE TABLE "kafka_topic_revision" (
  "topic" VARCHAR(249) NOT NULL,
  "revision" INTEGER NOT NULL,
  "partitions" INTEGER NOT NULL,
  "replication" INTEGER NOT NULL,
  "configs" JSONB NOT NULL,
  "comment" VARCHAR(400) NOT NULL,
  "owner" VARCHAR(120) NOT NULL,
  "is_protected" BOOLEAN NOT NULL,
  "on_drift" VARCHAR(12) NOT NULL,
  "who" VARCHAR(120) NOT NULL,
  "why" VARCHAR(400) NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "kafka_topic_revision_pkey" PRIMARY KEY ("topic", "revision"),
  CONSTRAINT "kafka_topic_revision_topic_fkey" FOREIGN KEY ("topic") REFERENCES "kafka_topic"("name") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- A plan that was applied, or as far as it came: what was done, with what stood there before and after.
CREATE TABLE "kafka_plan" (
  "id" SERIAL NOT NULL,
  "topic" VARCHAR(249) NOT NULL,
  "revision" INTEGER NOT NULL,
  "scope" VARCHAR(12) NOT NULL,
  "state" VARCHAR(12) NOT NULL,
  "problem" VARCHAR(1000),
  "before" JSONB NOT NULL,
  "steps" JSONB NOT NULL,
  "who" VARCHAR(120) NOT NULL,
  "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "ended_at" TIMESTAMPTZ(3),
  CONSTRAINT "kafka_plan_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "kafka_plan_topic_fkey" FOREIGN KEY ("topic") REFERENCES "kafka_topic"("name") ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE INDEX "kafka_plan_topic_started_at_idx" ON "kafka_plan"("topic", "started_at");
