#!/usr/bin/env python3
"""Publishes a Raspberry Pi's own temperature to Hearth and loses nothing while Hearth or the network is away.

    sudo apt install python3-paho-mqtt
    python3 sensor.py --host 127.0.0.1 --port 1883
"""

import argparse
import json
import signal
import threading
import time

import paho.mqtt.client as mqtt

parser = argparse.ArgumentParser(formatter_class=argparse.ArgumentDefaultsHelpFormatter)
parser.add_argument("--host", default="127.0.0.1", help="where Hearth listens")
parser.add_argument("--port", type=int, default=1883)
parser.add_argument("--topic", default="home/study/pi")
parser.add_argument("--client-id", default="pi-study", help="one of its own for each device, and always the same")
parser.add_argument("--every", type=float, default=30, help="seconds between two measurements")
parser.add_argument("--file", default="/sys/class/thermal/thermal_zone0/temp", help="holds thousandths of a degree")
options = parser.parse_args()


def measure():
    """Your sensor here. None says that there is no value."""
    try:
        with open(options.file) as file:
            return int(file.read()) / 1000
    except (OSError, ValueError):
        return None


acknowledged = 0


def count(*_):
    global acknowledged
    acknowledged += 1


# A fixed client id and a session that is kept: after a break the same messages go out again under the same numbers, and Hearth
# knows them. What is not acknowledged waits in memory: a day of it at one message a second.
versions = [mqtt.CallbackAPIVersion.VERSION2] if hasattr(mqtt, "CallbackAPIVersion") else []
client = mqtt.Client(*versions, client_id=options.client_id, clean_session=False)
client.max_queued_messages_set(86_400)
client.reconnect_delay_set(min_delay=1, max_delay=30)
client.on_publish = count
client.connect_async(options.host, options.port, keepalive=30)
client.loop_start()

stopping = threading.Event()
for number in (signal.SIGINT, signal.SIGTERM):
    signal.signal(number, lambda *_: stopping.set())

if measure() is None:
    print(f"{options.file} gives no value yet; --file names another one")

measured = 0
while not stopping.is_set():
    celsius = measure()
    if celsius is not None:
        # With its own time a value stands where it was measured, however late it arrives.
        payload = json.dumps({"time": time.time(), "temperature": celsius})
        client.publish(options.topic, payload, qos=1)  # waits in paho's queue while nobody is there
        measured += 1
    stopping.wait(options.every)

deadline = time.monotonic() + 10
while acknowledged < measured and time.monotonic() < deadline:
    time.sleep(0.1)
client.disconnect()
client.loop_stop()
print(f"{measured} measured, {acknowledged} acknowledged")
