-- People: who signs in, by which sessions, what they may see; links that work once, and links that let look.

ALTER TABLE "home" ADD COLUMN     "currency" VARCHAR(3) NOT NULL DEFAULT 'EUR',
ADD COLUMN     "set_up_at" TIMESTAMPTZ(3);

ALTER TABLE "audit_entry" ADD COLUMN     "address" VARCHAR(64);

CREATE TABLE "person" (
    "id" VARCHAR(64) NOT NULL,
    "name" VARCHAR(80) NOT NULL,
    "email" VARCHAR(120) NOT NULL,
    "email_verified" BOOLEAN NOT NULL DEFAULT false,
    "image" TEXT,
    "role" VARCHAR(12) NOT NULL DEFAULT 'viewer',
    "sees_all" BOOLEAN NOT NULL DEFAULT true,
    "ends_at" TIMESTAMPTZ(3),
    "last_here_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "person_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "person_room" (
    "person_id" VARCHAR(64) NOT NULL,
    "room_id" INTEGER NOT NULL,

    CONSTRAINT "person_room_pkey" PRIMARY KEY ("person_id","room_id")
);

CREATE TABLE "session" (
    "id" VARCHAR(64) NOT NULL,
    "token" VARCHAR(64) NOT NULL,
    "person_id" VARCHAR(64) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ip_address" VARCHAR(64),
    "user_agent" VARCHAR(400),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "account" (
    "id" VARCHAR(64) NOT NULL,
    "account_id" VARCHAR(64) NOT NULL,
    "provider_id" VARCHAR(40) NOT NULL,
    "person_id" VARCHAR(64) NOT NULL,
    "password" VARCHAR(400),
    "access_token" TEXT,
    "refresh_token" TEXT,
    "id_token" TEXT,
    "access_token_expires_at" TIMESTAMPTZ(3),
    "refresh_token_expires_at" TIMESTAMPTZ(3),
    "scope" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "account_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "verification" (
    "id" VARCHAR(64) NOT NULL,
    "identifier" VARCHAR(120) NOT NULL,
    "value" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "verification_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "one_time_link" (
    "token_hash" VARCHAR(64) NOT NULL,
    "kind" VARCHAR(12) NOT NULL,
    "role" VARCHAR(12),
    "sees_all" BOOLEAN NOT NULL DEFAULT true,
    "room_ids" INTEGER[],
    "note" VARCHAR(80),
    "person_id" VARCHAR(64),
    "created_by" VARCHAR(120) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "one_time_link_pkey" PRIMARY KEY ("token_hash")
);

CREATE TABLE "share_link" (
    "id" SERIAL NOT NULL,
    "token_hash" VARCHAR(64) NOT NULL,
    "name" VARCHAR(80) NOT NULL,
    "sees_all" BOOLEAN NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "opened" INTEGER NOT NULL DEFAULT 0,
    "last_opened_at" TIMESTAMPTZ(3),
    "created_by" VARCHAR(120) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "share_link_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "share_room" (
    "share_id" INTEGER NOT NULL,
    "room_id" INTEGER NOT NULL,

    CONSTRAINT "share_room_pkey" PRIMARY KEY ("share_id","room_id")
);

CREATE TABLE "sign_in_failure" (
    "id" BIGSERIAL NOT NULL,
    "account" VARCHAR(64) NOT NULL,
    "address" VARCHAR(64) NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "sign_in_failure_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "person_email_key" ON "person"("email");

CREATE INDEX "person_room_room_id_idx" ON "person_room"("room_id");

CREATE UNIQUE INDEX "session_token_key" ON "session"("token");

CREATE INDEX "session_person_id_idx" ON "session"("person_id");

CREATE INDEX "account_person_id_idx" ON "account"("person_id");

CREATE INDEX "verification_identifier_idx" ON "verification"("identifier");

CREATE INDEX "one_time_link_kind_expires_at_idx" ON "one_time_link"("kind", "expires_at");

CREATE UNIQUE INDEX "share_link_token_hash_key" ON "share_link"("token_hash");

CREATE INDEX "share_room_room_id_idx" ON "share_room"("room_id");

CREATE INDEX "sign_in_failure_account_at_idx" ON "sign_in_failure"("account", "at");

CREATE INDEX "sign_in_failure_address_at_idx" ON "sign_in_failure"("address", "at");

CREATE INDEX "audit_entry_at_idx" ON "audit_entry"("at");

ALTER TABLE "person_room" ADD CONSTRAINT "person_room_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "person_room" ADD CONSTRAINT "person_room_room_id_fkey" FOREIGN KEY ("room_id") REFERENCES "room"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "session" ADD CONSTRAINT "session_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "account" ADD CONSTRAINT "account_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "one_time_link" ADD CONSTRAINT "one_time_link_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "share_room" ADD CONSTRAINT "share_room_share_id_fkey" FOREIGN KEY ("share_id") REFERENCES "share_link"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "share_room" ADD CONSTRAINT "share_room_room_id_fkey" FOREIGN KEY ("room_id") REFERENCES "room"("id") ON DELETE CASCADE ON UPDATE CASCADE;


-- What was done stays written: not even Hearth changes it.
CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'audit_entry is append-only';
END $$;
CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
