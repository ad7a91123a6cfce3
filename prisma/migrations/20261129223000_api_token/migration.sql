-- Programs ask the API by tokens.

CREATE TABLE "api_token" (
    "id" SERIAL NOT NULL,
    "token_hash" VARCHAR(64) NOT NULL,
    "name" VARCHAR(80) NOT NULL,
    "scope" VARCHAR(12) NOT NULL,
    "created_by" VARCHAR(120) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_token_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "api_token_token_hash_key" ON "api_token"("token_hash");

