#pragma once

#include <expected>
#include <string>
#include <utility>

#include "app/core/why.hpp"
#include "pos/store/errors.hpp"

namespace app::core {

enum class FailureKind {
    refused,      // the shop, or what was asked, does not allow it
    usage,        // what was said cannot be meant: a name, a code or a date that is none
    environment,  // a file, disk, database or network is not as needed
};

/// The exit code of a program that ends with such a failure.
int exit_code(FailureKind kind);

/// Why something was not done, in a sentence that says what happened and what to do next.
struct Failure {
    FailureKind kind{FailureKind::environment};
    std::string words;
    Why why{Why::other};
    /// What it is the matter with: a number, a name, what was typed. Of Why::other and
    /// Why::database the name of the reason itself, where it has one: "nothing_open",
    /// "open_damaged", "store_disk_full", "office_code_used", "way_silent".
    std::string about{};
};

template <class T>
using Outcome = std::expected<T, Failure>;

/// The database that `--db` names, for messages: a file's path, or a server's address without its
/// password.
std::string shown_database(const std::string& where);

/// `where` is the database as the user named it.
Failure failure(const pos::store::OpenError& error, const std::string& where);
Failure failure(const pos::store::StoreError& error);

inline std::unexpected<Failure> refuse(std::string words) {
    return std::unexpected{Failure{FailureKind::refused, std::move(words)}};
}
inline std::unexpected<Failure> misuse(std::string words) {
    return std::unexpected{Failure{FailureKind::usage, std::move(words)}};
}
inline std::unexpected<Failure> refuse(Why why, std::string about, std::string words) {
    return std::unexpected{Failure{FailureKind::refused, std::move(words), why, std::move(about)}};
}
inline std::unexpected<Failure> misuse(Why why, std::string about, std::string words) {
    return std::unexpected{Failure{FailureKind::usage, std::move(words), why, std::move(about)}};
}

}  // namespace app::core
