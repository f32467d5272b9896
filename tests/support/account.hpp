#pragma once

#include <sys/types.h>

#include <functional>
#include <optional>

namespace test {

struct Account {
    uid_t user;
    gid_t group;
};

/// An account without rights when we are root, to whom permissions mean nothing; else none.
///
/// requires: root has counterfoil-test (made by the set-up), postgres or nobody
std::optional<Account> unprivileged_account();

/// Gives up root's rights in this process, for good. For a child after fork: safe there.
bool become(const Account& account);

/// Runs `check` in a child process that has no rights beyond an ordinary user's, and answers
/// whether it returned true. What it prints is seen.
bool run_unprivileged(const std::function<bool()>& check);

}  // namespace test
