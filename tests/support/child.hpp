#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

namespace test {

/// What a program said until it ended.
struct Ended {
    int exit{-1};  // -1: a signal ended it
    std::string out;
    std::string err;
};

/// A program that a test has started. It is ended by its process id with the test, and by the
/// kernel should the test be killed.
///
/// threads: one at a time, but kill() from any
class Child {
public:
    explicit Child(const std::vector<std::string>& words);
    ~Child();
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    pid_t pid() const { return pid_; }
    /// Waits for the next line on its standard output; empty if it ends before.
    std::string line();
    void kill(int signal) const;
    /// Waits for its end.
    Ended wait();

private:
    pid_t pid_{0};
    int out_{-1};
    int err_{-1};
    std::string said_;
    bool over_{false};
};

/// Runs a program to its end.
Ended run_program(const std::vector<std::string>& words);

}  // namespace test
