#!/usr/bin/env python3
"""Measures temperature and humidity and publishes them to Hearth; loses nothing while Hearth, the network or the power is away.

What is measured goes into a file first, with its moment, and leaves it once Hearth has acknowledged it. README.md tells how to set
it up; every option can also be a variable: --host is SENSOR_HOST. Runs with paho-mqtt 1.6 and with 2.
"""

import argparse
import json
import math
import os
import queue
import signal
import sqlite3
import sys
import time

import paho.mqtt.client as mqtt

# What is under way at once; the rest waits in the file.
UNDER_WAY = 20
# A connection, and at the end the last acknowledgements, have this long.
PATIENCE_S = 10

CPU_FILE = "/sys/class/thermal/thermal_zone0/temp"


def options_of(words, environment):
    """The settings: from the command line, else from the environment, else as they are meant for a first try."""
    parser = argparse.ArgumentParser(formatter_class=argparse.ArgumentDefaultsHelpFormatter)
    parser.add_argument("--host", default="hearth.local", help="Hearth's machine, by a name that is in its certificate")
    parser.add_argument("--port", default=8883, type=int)
    parser.add_argument("--ca", help="the certificate of the home's CA, ca.pem; without it nothing is encrypted")
    parser.add_argument("--user", help="of the login that Hearth made for this device")
    parser.add_argument("--password-file", help="holds the password in its first line; or set SENSOR_PASSWORD")
    parser.add_argument("--prefix", default="home/study/pi", help="below which the login may publish")
    parser.add_argument("--client-id", default="pi", help="always the same: by it Hearth knows what is sent again")
    parser.add_argument("--sensor", default="simulated", choices=["dht22", "cpu", "simulated"])
    parser.add_argument("--pin", default="D4", help="where a DHT22's data line is, as the board calls it")
    parser.add_argument("--every", default=30, type=positive(float), help="seconds between two measurements")
    parser.add_argument("--queue", default="hearth-queue.sqlite", help="the file that keeps what is not acknowledged")
    parser.add_argument(
        "--keep", default=100_000, type=positive(int), help="so many messages at most; beyond, the oldest are given up"
    )
    parser.add_argument("--verbose", action="store_true", help="prints each message")
    names = [action.dest for action in parser._actions if action.nargs is None]
    given = [(name, environment.get("SENSOR_" + name.upper())) for name in names]
    return parser.parse_args([f"--{name.replace('_', '-')}={value}" for name, value in given if value] + words)


def positive(kind):
    def number(text):
        value = kind(text)
        if not 0 < value < math.inf:
            raise ValueError
        return value

    return number


def password_of(options, environment):
    """Not an option: every user of the machine sees command lines."""
    if not options.password_file:
        return environment.get("SENSOR_PASSWORD", "")
    with open(options.password_file, encoding="utf-8") as file:
        return file.readline().strip()


def dht22(pin):
    import adafruit_dht
    import board

    device = adafruit_dht.DHT22(getattr(board, pin), use_pulseio=False)

    def measure():
        try:
            return {"temperature": device.temperature, "humidity": device.humidity}
        except RuntimeError:
            return {}  # every few readings fail; the next one comes

    return measure


def cpu():
    def measure():
        try:
            with open(CPU_FILE, encoding="ascii") as file:
                return {"temperature": int(file.read()) / 1000}
        except (OSError, ValueError):
            return {}

    return measure


def simulated():
    """A day in a heated room."""

    def measure():
        turn = 2 * math.pi * (time.time() % 86_400) / 86_400
        return {"temperature": 21 - 1.5 * math.cos(turn), "humidity": 45 + 5 * math.cos(turn)}

    return measure


def payload_of(values, at):
    """The message, with the moment of its measurement; None when there is no value. JSON knows no NaN."""
    known = {name: round(value, 2) for name, value in values.items() if value is not None and math.isfinite(value)}
    return json.dumps({"time": round(at, 3), **known}) if known else None


class Waiting:
    """What is not acknowledged, oldest first, in a file: it outlasts a reboot, and a pulled plug."""

    def __init__(self, file, keep):
        self.keep = keep
        self.given_up = 0
        self.rows = sqlite3.connect(file)
        self.rows.execute("CREATE TABLE IF NOT EXISTS message (id INTEGER PRIMARY KEY AUTOINCREMENT, payload TEXT NOT NULL)")

    def add(self, payload):
        with self.rows:
            self.rows.execute("INSERT INTO message (payload) VALUES (?)", (payload,))
            last = "(SELECT id FROM message ORDER BY id DESC LIMIT 1 OFFSET ?)"
            gone = self.rows.execute("DELETE FROM message WHERE id <= " + last, (self.keep,)).rowcount
        if gone > 0 and self.given_up == 0:
            print(f"{self.keep} messages wait: from now on the oldest are given up", flush=True)
        self.given_up += gone

    def after(self, last, limit):
        return self.rows.execute("SELECT id, payload FROM message WHERE id > ? ORDER BY id LIMIT ?", (last, limit)).fetchall()

    def done(self, ids):
        with self.rows:
            self.rows.executemany("DELETE FROM message WHERE id = ?", [(one,) for one in ids])

    def count(self):
        return self.rows.execute("SELECT count(*) FROM message").fetchone()[0]


class Publisher:
    """Hands what waits to paho, and takes it from the file once Hearth has it on disk."""

    def __init__(self, options, password, waiting):
        self.waiting = waiting
        self.topic = options.prefix + "/climate"
        self.status = options.prefix + "/status"
        self.happened = queue.SimpleQueue()  # paho speaks from a thread of its own
        self.connected = False
        self.stopping = False
        self.trouble = ""
        self.under_way = {}  # packet id → row
        self.last = 0
        self.acknowledged = 0
        self.client = client_of(options, password)
        # Hearth says it when the device no longer does.
        self.client.will_set(self.status, "offline", qos=1, retain=True)
        self.client.on_connect_fail = lambda *_: self.happened.put(("unreachable", str(sys.exc_info()[1])))
        self.client.on_connect = lambda client, data, flags, code, *_: self.happened.put(("connected", code))
        self.client.on_disconnect = lambda *_: self.happened.put(("disconnected", None))
        self.client.on_publish = lambda client, data, packet, *_: self.happened.put(("acknowledged", packet))
        self.client.connect_async(options.host, options.port, keepalive=30)
        self.client.loop_start()

    def work(self, until):
        """Publishes and hears what became of it, until then or until it is to stop."""
        while not self.stopping:
            self.publish()
            try:
                first = self.happened.get(timeout=max(0, until - time.monotonic()))
            except queue.Empty:
                return
            self.hear([first] + [self.happened.get() for _ in range(self.happened.qsize())])

    def publish(self):
        if not self.connected:
            return
        # What is under way when the connection breaks, paho sends again under the same number: Hearth knows it.
        for row, payload in self.waiting.after(self.last, UNDER_WAY - len(self.under_way)):
            self.under_way[self.client.publish(self.topic, payload, qos=1).mid] = row
            self.last = row

    def hear(self, events):
        stored = []
        for what, which in events:
            if what == "acknowledged" and which in self.under_way:
                stored.append(self.under_way.pop(which))
            elif what == "connected":
                self.let_in(which)
            elif what == "disconnected":
                self.lost()
            elif what == "unreachable":
                self.say(f"no connection, and trying again: {which}")
            elif what == "stop":
                self.stopping = True
        if stored:
            self.waiting.done(stored)
            self.acknowledged += len(stored)

    def let_in(self, code):
        self.connected = code == 0
        self.say("connected" if self.connected else f"refused: {mqtt.connack_string(code)}")
        if self.connected:
            self.client.publish(self.status, "online", qos=1, retain=True)

    def lost(self):
        if self.connected:
            self.say("connection lost, and trying again")
        elif not self.trouble.startswith("refused"):
            self.say("Hearth ended the connection without an answer: does this port speak TLS, and is --ca given?")
        self.connected = False

    def say(self, trouble):
        if trouble != self.trouble:
            print(trouble, flush=True)
        self.trouble = trouble

    def close(self):
        """Waits a moment for the last acknowledgements; what is still missing goes out at the next start."""
        self.stopping = False
        until = time.monotonic() + PATIENCE_S
        while self.connected and not self.stopping and self.waiting.count() > 0 and time.monotonic() < until:
            self.work(min(until, time.monotonic() + 0.1))
        if self.connected:
            self.client.publish(self.status, "offline", qos=1, retain=True).wait_for_publish(PATIENCE_S)
        self.client.disconnect()
        self.client.loop_stop()


def client_of(options, password):
    # paho 2 wants to be told how it calls back; what is used here looks alike in both.
    versions = [mqtt.CallbackAPIVersion.VERSION2] if hasattr(mqtt, "CallbackAPIVersion") else []
    # A session that is kept: after a break Hearth knows what it has already.
    client = mqtt.Client(*versions, client_id=options.client_id, clean_session=False)
    client.reconnect_delay_set(min_delay=1, max_delay=60)  # 1, 2, 4 … 60 s
    if options.ca:
        client.tls_set(ca_certs=options.ca)
    if options.user:
        client.username_pw_set(options.user, password)
    return client


def main():
    options = options_of(sys.argv[1:], os.environ)
    measure = {"dht22": lambda: dht22(options.pin), "cpu": cpu, "simulated": simulated}[options.sensor]()
    waiting = Waiting(options.queue, options.keep)
    publisher = Publisher(options, password_of(options, os.environ), waiting)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: publisher.happened.put(("stop", None)))
    print(f"measuring every {options.every:g} s; {waiting.count()} messages wait from before", flush=True)
    measured = 0
    following = time.monotonic()
    while not publisher.stopping:
        payload = payload_of(measure(), time.time())
        if payload is not None:
            waiting.add(payload)
            measured += 1
            if options.verbose:
                print(payload, flush=True)
        following = max(following + options.every, time.monotonic())
        publisher.work(following)
    publisher.close()
    print(f"{measured} measured, {publisher.acknowledged} acknowledged, {waiting.count()} wait, {waiting.given_up} given up")


main()
