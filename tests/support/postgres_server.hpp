#pragma once

#include <sys/types.h>

#include <cstdint>
#include <memory>
#include <string>
#include <thread>

#include "tests/support/temp_dir.hpp"

namespace test {

/// A real PostgreSQL of this test program's own: a private cluster in a temporary directory,
/// reached over a unix socket there. Run by root, the server runs as an account without rights,
/// because PostgreSQL refuses root.
///
/// It is stopped by its process id at the end, and by the kernel should the test be killed.
class PostgresServer {
public:
    /// The one server of this program, started at the first call.
    static PostgresServer& shared();
    /// Where one of its programs is: "pg_dump".
    static std::string program(std::string_view name);
    ~PostgresServer();

    /// Makes an empty database and answers where it is, as `--db` takes it.
    std::string fresh_database();
    /// Ends it as a crash would, or orderly, and starts it again on the same data. Sessions are
    /// lost.
    enum class End : std::uint8_t { crash, orderly };
    void restart(End end);
    /// Makes a copy of one that nobody is connected to, and answers where it is.
    std::string copy_of(const std::string& database);

private:
    std::string create_database(const std::string& from);
    PostgresServer();
    void start();
    void stop(int signal);

    TempDir directory_;
    pid_t pid_{0};
    std::jthread log_reader_;
    int databases_{0};
};

}  // namespace test
