#include "app/core/server_tool.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <filesystem>

namespace app::core {

namespace {

namespace fs = std::filesystem;

constexpr const char* kDebianFolder = "/usr/lib/postgresql";

/// What is kept of what a tool says; more is read and dropped.
constexpr std::size_t kSaidMax = std::size_t{1} << 20;

bool can_run(const fs::path& program) {
    return ::access(program.c_str(), X_OK) == 0 && !fs::is_directory(program);
}

std::string in_path(const std::string& name) {
    const char* const path = std::getenv("PATH");
    std::string_view rest = path != nullptr ? path : "";
    while (!rest.empty()) {
        const auto end = std::min(rest.find(':'), rest.size());
        const fs::path candidate = fs::path{rest.substr(0, end)} / name;
        if (can_run(candidate)) return candidate.string();
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return {};
}

std::string newest_of_debian(const std::string& name) {
    std::string newest;
    int version = 0;
    std::error_code none;
    for (fs::directory_iterator at{kDebianFolder, none}, end; !none && at != end;
         at.increment(none)) {
        const std::string folder = at->path().filename().string();
        int major = 0;
        std::from_chars(folder.data(), folder.data() + folder.size(), major);
        const fs::path candidate = at->path() / "bin" / name;
        if (major <= version || !can_run(candidate)) continue;
        version = major;
        newest = candidate.string();
    }
    return newest;
}

std::unexpected<Failure> missing(const std::string& words) {
    return std::unexpected{Failure{FailureKind::environment, words}};
}

/// Reads both until they end.
void read_both(int out, int err, ToolRun& run) {
    std::array<pollfd, 2> ends{{{out, POLLIN, 0}, {err, POLLIN, 0}}};
    std::array<std::string*, 2> to{&run.out, &run.err};
    std::array<char, 65'536> buffer{};
    while (ends[0].fd >= 0 || ends[1].fd >= 0) {
        if (::poll(ends.data(), ends.size(), -1) < 0 && errno != EINTR) return;
        for (std::size_t i = 0; i < ends.size(); ++i) {
            if (ends[i].fd < 0 || ends[i].revents == 0) continue;
            const ssize_t size = ::read(ends[i].fd, buffer.data(), buffer.size());
            if (size < 0 && errno == EINTR) continue;
            if (size <= 0) {
                ends[i].fd = -1;
                continue;
            }
            const std::size_t room = kSaidMax - std::min(kSaidMax, to[i]->size());
            to[i]->append(buffer.data(), std::min(room, static_cast<std::size_t>(size)));
        }
    }
}

std::vector<std::string> environment_with(
    const std::vector<std::pair<std::string, std::string>>& more) {
    std::vector<std::string> all;
    for (char** at = environ; *at != nullptr; ++at) {
        const std::string_view one = *at;
        const std::string_view name = one.substr(0, one.find('='));
        const bool replaced = name == "LC_ALL" || std::ranges::any_of(more, [&](const auto& each) {
                                  return each.first == name;
                              });
        if (!replaced) all.emplace_back(one);
    }
    all.emplace_back("LC_ALL=C.UTF-8");
    for (const auto& [name, value] : more) all.push_back(name + "=" + value);
    return all;
}

std::vector<char*> pointers(std::vector<std::string>& words) {
    std::vector<char*> all;
    for (std::string& word : words) all.push_back(word.data());
    all.push_back(nullptr);
    return all;
}

}  // namespace

int major_of(std::string_view line) {
    const auto at = line.find(") ");
    if (at == std::string_view::npos) return 0;
    int major = 0;
    std::from_chars(line.data() + at + 2, line.data() + line.size(), major);
    return major;
}

std::string said_of(const ToolRun& run) {
    static constexpr std::string_view kError = "error: ";
    std::string_view text = run.err;
    std::string_view line;
    while (!text.empty()) {
        line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(text.size(), line.size() + 1));
        if (const auto at = line.find(kError); at != std::string_view::npos) {
            line.remove_prefix(at + kError.size());
            break;
        }
    }
    while (line.ends_with('.') || line.ends_with(' ')) line.remove_suffix(1);
    if (line.empty()) return fmt::format("it ended with {}", run.exit);
    return std::string{line};
}

Outcome<ToolRun> run_tool(const std::vector<std::string>& words,
                          const std::vector<std::pair<std::string, std::string>>& environment) {
    std::vector<std::string> arguments = words;
    std::vector<std::string> variables = environment_with(environment);
    const std::vector<char*> argv = pointers(arguments);
    const std::vector<char*> envp = pointers(variables);
    std::array<int, 2> out{};
    std::array<int, 2> err{};
    if (::pipe2(out.data(), O_CLOEXEC) != 0) return missing("No pipe can be made.");
    if (::pipe2(err.data(), O_CLOEXEC) != 0) {
        ::close(out[0]);
        ::close(out[1]);
        return missing("No pipe can be made.");
    }
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&files, out[1], STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&files, err[1], STDERR_FILENO);
    pid_t id = -1;
    const int failed = ::posix_spawn(&id, argv[0], &files, nullptr, argv.data(), envp.data());
    posix_spawn_file_actions_destroy(&files);
    ::close(out[1]);
    ::close(err[1]);
    ToolRun run;
    if (failed == 0) read_both(out[0], err[0], run);
    ::close(out[0]);
    ::close(err[0]);
    if (failed != 0) {
        return missing(
            fmt::format("{} cannot be started ({}).", words.front(), std::strerror(failed)));
    }
    int status = 0;
    while (::waitpid(id, &status, 0) < 0 && errno == EINTR) {
    }
    if (WIFEXITED(status)) run.exit = WEXITSTATUS(status);
    return run;
}

Outcome<ServerTool> find_server_tool(const std::string& name, int server_major) {
    ServerTool tool;
    tool.path = fmt::format("{}/{}/bin/{}", kDebianFolder, server_major, name);
    if (!can_run(tool.path)) tool.path = in_path(name);
    if (tool.path.empty()) tool.path = newest_of_debian(name);
    if (tool.path.empty()) {
        return missing(
            fmt::format("{0} is not installed here. It comes with PostgreSQL: apt install "
                        "postgresql-client-{1}",
                        name, server_major));
    }
    const auto said = run_tool({tool.path, "--version"}, {});
    if (!said) return std::unexpected{said.error()};
    tool.major = major_of(said->out);
    if (said->exit != 0 || tool.major == 0) {
        return missing(fmt::format("{} does not work here: {}.", tool.path, said_of(*said)));
    }
    if (tool.major < server_major) {
        return missing(fmt::format(
            "The server is PostgreSQL {0}, and {1} here is of {2}, which cannot read it. Install "
            "the server's own: apt install postgresql-client-{0}",
            server_major, name, tool.major));
    }
    return tool;
}

}  // namespace app::core
