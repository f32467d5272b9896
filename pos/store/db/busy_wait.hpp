#pragma once

#include <sqlite3.h>

#include <chrono>

namespace pos::store::db {

/// Waits while another connection holds a lock, in steps of 50 µs at first and 5 ms at last.
/// SQLite's own handler begins with a whole millisecond, which is longer than most of our writers
/// hold one.
///
/// requires: lives as long as the handle that it attends
/// source:   https://www.sqlite.org/c3ref/busy_handler.html
class BusyWait {
public:
    /// Gives up after that time, all steps together.
    void attend(sqlite3* db, int timeout_ms);

private:
    static int wait(void* self, int tries);

    std::chrono::microseconds timeout_{};
    std::chrono::microseconds waited_{};
};

}  // namespace pos::store::db
