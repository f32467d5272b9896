#include "tests/support/account.hpp"

#include <grp.h>
#include <pwd.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>

#include "pos/base/assert.hpp"

namespace test {

std::optional<Account> unprivileged_account() {
    if (::geteuid() != 0) return std::nullopt;
    for (const char* name : {"counterfoil-test", "postgres", "nobody"}) {
        if (const passwd* entry = ::getpwnam(name)) return Account{entry->pw_uid, entry->pw_gid};
    }
    POS_ASSERT(!"root needs an account without rights: counterfoil-test, postgres or nobody");
    return std::nullopt;
}

bool become(const Account& account) {
    return ::setgroups(0, nullptr) == 0 && ::setgid(account.group) == 0 &&
           ::setuid(account.user) == 0;
}

bool run_unprivileged(const std::function<bool()>& check) {
    const auto account = unprivileged_account();
    std::fflush(nullptr);
    const pid_t pid = ::fork();
    POS_ASSERT(pid >= 0);
    if (pid == 0) {
        const bool ready = !account || become(*account);
        const bool good = ready && check();
        std::fflush(nullptr);
        ::_exit(good ? 0 : 1);
    }
    int status = 0;
    POS_ASSERT(::waitpid(pid, &status, 0) == pid);
    return status == 0;
}

}  // namespace test
