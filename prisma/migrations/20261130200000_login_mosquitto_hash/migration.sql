-- The password of a login as Mosquitto's password files hold it. Null: made before, known again when it gets another password.
ALTER TABLE "device_login" ADD COLUMN "mosquitto_hash" VARCHAR(160);
