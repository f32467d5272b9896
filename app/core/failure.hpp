#pragma once

#include <expected>
#include <string>

#include "pos/store/errors.hpp"

namespace app::core {

enum class FailureKind {
    refused,      // the shop, or what was asked, does not allow it
    environment,  // a file, disk, database or network is not as needed
};

/// Why something was not done, in a sentence that says what happened and what to do next.
struct Failure {
    FailureKind kind{FailureKind::environment};
    std::string words;
};

template <class T>
using Outcome = std::expected<T, Failure>;

/// `where` is the database as the user named it.
Failure failure(const pos::store::OpenError& error, const std::string& where);
Failure failure(const pos::store::StoreError& error);

inline std::unexpected<Failure> refuse(std::string words) {
    return std::unexpected{Failure{FailureKind::refused, std::move(words)}};
}

}  // namespace app::core
