// What the sketch sends and what it keeps meanwhile. No Arduino in here: Hearth's tests compile it on a computer.
#pragma once

#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

namespace hearth {

// Smaller moments count from the board's start: it doesn't know the time yet.
const int64_t CLOCK_IS_SET_MS = 1700000000000LL;

struct Sample {
  int64_t at;  // ms since 1970, or since the board's start
  float temperature;
  float humidity;
  int signal;  // dBm; 0 while there is no connection
};

// NaN and infinity are no values: a sensor that can't be read gives them, and JSON knows neither.
inline bool isValue(float value) {
  return isfinite(value);
}

inline bool holdsValue(const Sample& sample) {
  return isValue(sample.temperature) || isValue(sample.humidity);
}

// What waits, oldest first. Full, it gives up the oldest, and counts what it gave up.
template <int CAPACITY>
class Queue {
 public:
  void keep(const Sample& sample) {
    if (count_ == CAPACITY) {
      removeOldest();
      givenUp_++;
    }
    samples_[(first_ + count_) % CAPACITY] = sample;
    count_++;
  }

  bool isEmpty() const { return count_ == 0; }
  int count() const { return count_; }
  unsigned long givenUp() const { return givenUp_; }

  // Of one that isn't empty.
  const Sample& oldest() const { return samples_[first_]; }

  void removeOldest() {
    if (count_ == 0) return;
    first_ = (first_ + 1) % CAPACITY;
    count_--;
  }

  // Now that the time is known: what was measured before gets its moment, once and for all.
  void clockIsSet(int64_t startedAt) {
    for (int place = 0; place < count_; place++) {
      Sample& sample = samples_[(first_ + place) % CAPACITY];
      if (sample.at < CLOCK_IS_SET_MS) sample.at += startedAt;
    }
  }

 private:
  Sample samples_[CAPACITY];
  int first_ = 0;
  int count_ = 0;
  unsigned long givenUp_ = 0;
};

// Writes text that is cut off nowhere; `ok` tells whether all of it found room.
class Writer {
 public:
  Writer(char* buffer, size_t size) : buffer_(buffer), size_(size), ok_(size > 0) {
    if (ok_) buffer_[0] = '\0';
  }

  template <typename... Values>
  void write(const char* format, Values... values) {
    if (!ok_) return;
    const int length = snprintf(buffer_ + length_, size_ - length_, format, values...);
    ok_ = length >= 0 && (size_t)length < size_ - length_;
    if (ok_) length_ += (size_t)length;
  }

  // How long it is; 0, and nothing in the buffer, where something had no room.
  size_t finish() {
    if (ok_) return length_;
    if (size_ > 0) buffer_[0] = '\0';
    return 0;
  }

 private:
  char* buffer_;
  size_t size_;
  size_t length_ = 0;
  bool ok_;
};

// {"time":1764064800123,"temperature":21.37,"humidity":45.20,"signal":-61}. Returns its length; 0 where there is nothing to say or no
// room to say it.
inline size_t payloadOf(const Sample& sample, char* buffer, size_t size) {
  Writer out(buffer, size);
  if (!holdsValue(sample)) return out.finish();
  const char* between = "{";
  // In two parts: not every board prints 64 bits. Without a time Hearth takes the moment of receipt.
  if (sample.at >= CLOCK_IS_SET_MS) {
    out.write("%s\"time\":%lu%03u", between, (unsigned long)(sample.at / 1000), (unsigned)(sample.at % 1000));
    between = ",";
  }
  if (isValue(sample.temperature)) {
    out.write("%s\"temperature\":%.2f", between, (double)sample.temperature);
    between = ",";
  }
  if (isValue(sample.humidity)) out.write("%s\"humidity\":%.2f", between, (double)sample.humidity);
  if (sample.signal < 0) out.write(",\"signal\":%d", sample.signal);
  out.write("}");
  return out.finish();
}

// prefix/name. False where it has no room: a topic that is cut off would be another one.
inline bool topicOf(const char* prefix, const char* name, char* buffer, size_t size) {
  Writer out(buffer, size);
  out.write("%s/%s", prefix, name);
  return out.finish() > 0;
}

// 1, 2, 4 … 60 s between two attempts.
class Backoff {
 public:
  unsigned long next() {
    const unsigned long wait = wait_;
    wait_ = wait_ >= LONGEST_MS / 2 ? LONGEST_MS : wait_ * 2;
    return wait;
  }
  void reset() { wait_ = SHORTEST_MS; }

 private:
  static const unsigned long SHORTEST_MS = 1000;
  static const unsigned long LONGEST_MS = 60000;
  unsigned long wait_ = SHORTEST_MS;
};

}  // namespace hearth
