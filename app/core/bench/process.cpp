#include "app/core/bench/process.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <utility>

namespace app::core::bench {

namespace {

namespace fs = std::filesystem;

/// The process's id, or nothing with errno set.
pid_t spawn(const std::vector<std::string>& command, const char* log) {
    std::vector<char*> words;
    for (const auto& word : command) words.push_back(const_cast<char*>(word.c_str()));
    words.push_back(nullptr);
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, log, O_WRONLY | O_CREAT | O_APPEND,
                                     0600);
    posix_spawn_file_actions_adddup2(&files, STDOUT_FILENO, STDERR_FILENO);
    pid_t id = -1;
    const int failed = posix_spawnp(&id, words[0], &files, nullptr, words.data(), environ);
    posix_spawn_file_actions_destroy(&files);
    errno = failed;
    return failed == 0 ? id : -1;
}

}  // namespace

Outcome<Process> Process::start(const std::vector<std::string>& command, const std::string& log) {
    const auto started = Stopwatch::Clock::now();
    const pid_t id = spawn(command, log.c_str());
    if (id < 0) {
        return std::unexpected{Failure{
            FailureKind::environment,
            fmt::format("{} cannot be started ({}).", command.front(), std::strerror(errno))}};
    }
    return Process{id, started};
}

Process::Process(Process&& other) noexcept
    : id_{std::exchange(other.id_, -1)}, started_{other.started_} {}

Process::~Process() {
    if (!is_running()) return;
    ::kill(id_, SIGTERM);
    ::waitpid(id_, nullptr, 0);
}

bool Process::is_running() {
    if (id_ < 0) return false;
    if (::waitpid(id_, nullptr, WNOHANG) == 0) return true;
    id_ = -1;
    return false;
}

std::uint64_t Process::resident_bytes() const {
    std::ifstream file{fmt::format("/proc/{}/statm", id_)};
    std::uint64_t all = 0;
    std::uint64_t resident = 0;
    file >> all >> resident;
    return resident * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

Nanoseconds Process::processor_time() const {
    Nanoseconds sum{0};
    std::error_code gone;
    for (const auto& thread : fs::directory_iterator{fmt::format("/proc/{}/task", id_), gone}) {
        std::ifstream file{thread.path() / "schedstat"};
        std::int64_t ran = 0;
        if (file >> ran) sum += Nanoseconds{ran};
    }
    return sum;
}

bool run_command(const std::vector<std::string>& command) {
    const pid_t id = spawn(command, "/dev/null");
    int status = 0;
    return id >= 0 && ::waitpid(id, &status, 0) == id && WIFEXITED(status) &&
           WEXITSTATUS(status) == 0;
}

bool is_installed(const std::string& program) {
    const char* const path = std::getenv("PATH");
    std::string_view rest = path != nullptr ? path : "";
    while (!rest.empty()) {
        const auto end = std::min(rest.find(':'), rest.size());
        const fs::path candidate = fs::path{rest.substr(0, end)} / program;
        if (::access(candidate.c_str(), X_OK) == 0) return true;
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return false;
}

}  // namespace app::core::bench
