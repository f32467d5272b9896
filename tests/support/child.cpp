#include "tests/support/child.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "pos/base/assert.hpp"

namespace test {

namespace {

/// Adds what there is; false at the end.
bool read_some(int from, std::string& to) {
    char buffer[4096];
    const ssize_t size = ::read(from, buffer, sizeof buffer);
    if (size > 0) to.append(buffer, static_cast<std::size_t>(size));
    return size > 0 || (size < 0 && errno == EINTR);
}

}  // namespace

Child::Child(const std::vector<std::string>& words) {
    std::vector<std::string> copies = words;
    std::vector<char*> arguments;
    for (std::string& word : copies) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    int out[2];
    int err[2];
    POS_ASSERT(::pipe2(out, O_CLOEXEC) == 0 && ::pipe2(err, O_CLOEXEC) == 0);
    pid_ = ::fork();
    POS_ASSERT(pid_ >= 0);
    if (pid_ == 0) {
        ::dup2(out[1], STDOUT_FILENO);
        ::dup2(err[1], STDERR_FILENO);
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        ::execv(arguments[0], arguments.data());
        ::_exit(127);
    }
    ::close(out[1]);
    ::close(err[1]);
    out_ = out[0];
    err_ = err[0];
}

Child::~Child() {
    if (!over_) {
        kill(SIGKILL);
        (void)wait();
    }
    ::close(out_);
    ::close(err_);
}

std::string Child::line() {
    for (;;) {
        const auto end = said_.find('\n');
        if (end != said_.npos) {
            std::string line = said_.substr(0, end);
            said_.erase(0, end + 1);
            return line;
        }
        if (!read_some(out_, said_)) return {};
    }
}

void Child::kill(int signal) const {
    if (!over_) ::kill(pid_, signal);  // else the number may be another's
}

Ended Child::wait() {
    Ended ended;
    ended.out = std::move(said_);
    std::array<pollfd, 2> from{{{out_, POLLIN, 0}, {err_, POLLIN, 0}}};
    while (from[0].fd >= 0 || from[1].fd >= 0) {
        if (::poll(from.data(), from.size(), -1) < 0 && errno != EINTR) break;
        for (std::size_t i = 0; i < from.size(); ++i) {
            if ((from[i].revents & (POLLIN | POLLHUP | POLLERR)) == 0) continue;
            if (!read_some(from[i].fd, i == 0 ? ended.out : ended.err)) from[i].fd = -1;
        }
    }
    int status = 0;
    ::waitpid(pid_, &status, 0);
    over_ = true;
    ended.exit = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return ended;
}

Ended run_program(const std::vector<std::string>& words) {
    return Child{words}.wait();
}

}  // namespace test
