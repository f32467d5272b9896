#include "tests/support/postgres_server.hpp"

#include <fcntl.h>
#include <libpq-fe.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <vector>

#include "pos/base/assert.hpp"
#include "tests/support/account.hpp"

namespace test {

namespace {

constexpr const char* kReady = "database system is ready to accept connections";

struct Process {
    pid_t pid;
    int log;  // what it says on standard output and error
};

/// After fork: only calls that are safe there.
[[noreturn]] void replace_child(char* const* arguments, int log, std::optional<Account> account) {
    ::dup2(log, STDOUT_FILENO);
    ::dup2(log, STDERR_FILENO);
    if (account && !become(*account)) ::_exit(126);
    // After setuid, which forgets it: the server goes when the test goes.
    ::prctl(PR_SET_PDEATHSIG, SIGQUIT);
    ::execv(arguments[0], arguments);
    ::_exit(127);
}

Process run(std::vector<std::string> words, std::optional<Account> account) {
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    int ends[2];
    POS_ASSERT(::pipe2(ends, O_CLOEXEC) == 0);
    const pid_t pid = ::fork();
    POS_ASSERT(pid >= 0);
    if (pid == 0) replace_child(arguments.data(), ends[1], account);
    ::close(ends[1]);
    return {pid, ends[0]};
}

/// Reads until `stop_at` was said, or to the end; answers whether it was.
bool read_until(int log, const char* stop_at, std::string& said) {
    char buffer[4096];
    for (;;) {
        if (stop_at && said.find(stop_at) != std::string::npos) return true;
        const ssize_t size = ::read(log, buffer, sizeof buffer);
        if (size < 0 && errno == EINTR) continue;
        if (size <= 0) return false;
        said.append(buffer, static_cast<std::size_t>(size));
    }
}

[[noreturn]] void give_up(const char* what, const std::string& said) {
    std::fprintf(stderr, "%s: %s\n", what, said.c_str());
    std::abort();
}

}  // namespace

std::string PostgresServer::program(std::string_view name) {
    return "/usr/lib/postgresql/15/bin/" + std::string{name};
}

PostgresServer& PostgresServer::shared() {
    static PostgresServer server;
    return server;
}

PostgresServer::PostgresServer() {
    const auto account = unprivileged_account();
    if (account) {
        POS_ASSERT(::chown(directory_.path().c_str(), account->user, account->group) == 0);
    }
    const Process child = run(
        {program("initdb"), "--pgdata=" + directory_.file("data"), "--username=test",
         "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync", "--no-instructions"},
        account);
    std::string said;
    (void)read_until(child.log, nullptr, said);
    ::close(child.log);
    int status = 0;
    ::waitpid(child.pid, &status, 0);
    if (status != 0) give_up("initdb failed (package postgresql-15)", said);
    start();
}

void PostgresServer::start() {
    const Process child =
        run({program("postgres"), "-D", directory_.file("data"), "-k", directory_.path(), "-h", "",
             "-F", "-c", "max_connections=40", "-c", "shared_buffers=32MB"},
            unprivileged_account());
    pid_ = child.pid;
    std::string said;
    if (!read_until(child.log, kReady, said)) give_up("postgres did not start", said);
    // A pipe that nobody empties would stop the server one day.
    log_reader_ = std::jthread{[log = child.log] {
        char buffer[4096];
        while (::read(log, buffer, sizeof buffer) > 0) {
        }
        ::close(log);
    }};
}

void PostgresServer::stop(int signal) {
    if (pid_ == 0) return;
    ::kill(pid_, signal);
    ::waitpid(pid_, nullptr, 0);
    pid_ = 0;
    log_reader_ = {};
}

PostgresServer::~PostgresServer() {
    stop(SIGINT);  // fast: sessions are ended, not waited for
}

void PostgresServer::restart(End end) {
    stop(end == End::crash ? SIGQUIT : SIGINT);
    start();
}

std::string PostgresServer::fresh_database() {
    return create_database({});
}

std::string PostgresServer::copy_of(const std::string& database) {
    const std::string name = database.substr(database.rfind("&dbname=") + 8);
    return create_database(" TEMPLATE " + name);
}

std::string PostgresServer::create_database(const std::string& from) {
    const std::string server = "postgresql://test@/?host=" + directory_.path().string();
    const std::string name = "shop" + std::to_string(++databases_);
    PGconn* session = PQconnectdb((server + "&dbname=postgres").c_str());
    PGresult* answer = PQexec(session, ("CREATE DATABASE " + name + from).c_str());
    if (PQresultStatus(answer) != PGRES_COMMAND_OK) {
        give_up("CREATE DATABASE failed", PQerrorMessage(session));
    }
    PQclear(answer);
    PQfinish(session);
    return server + "&dbname=" + name;
}

}  // namespace test
