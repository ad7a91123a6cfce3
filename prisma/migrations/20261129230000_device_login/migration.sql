-- By which a device, a gateway or a program logs in at the MQTT broker.
CREATE TABLE "device_login" (
    "id" VARCHAR(40) NOT NULL,
    "name" VARCHAR(80) NOT NULL,
    "kind" VARCHAR(12) NOT NULL,
    "prefixes" TEXT[],
    "reads" TEXT[],
    "hash" VARCHAR(64) NOT NULL,
    "previous_hash" VARCHAR(64),
    "previous_until" TIMESTAMPTZ(3),
    "created_by" VARCHAR(120) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revoked_at" TIMESTAMPTZ(3),
    "last_seen_at" TIMESTAMPTZ(3),
    "last_seen_from" VARCHAR(64),
    "last_refused_at" TIMESTAMPTZ(3),
    "last_refusal" VARCHAR(300),
    "written" BIGSERIAL NOT NULL,

    CONSTRAINT "device_login_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "device_login_written_idx" ON "device_login"("written");
