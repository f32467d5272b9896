#pragma once

#include <cstddef>
#include <mutex>
#include <string>
#include <unordered_map>

#include "pos/base/clock.hpp"

namespace app::office::web {

/// Sessions that pages were answered to lately, for whoever may not wait for the database. Another
/// process's are not among them: what follows from being known must be a favour, not a right.
///
/// threads: any
class KnownSessions {
public:
    /// Beyond so many the one that was seen longest ago is forgotten.
    static constexpr std::size_t kMax = 4'096;

    void saw(const std::string& token, pos::Instant now);
    void forget(const std::string& token);
    /// Whether it was seen and has not been idle since for as long as ends a session.
    bool knows(const std::string& token, pos::Instant now) const;

private:
    mutable std::mutex mutex_;
    std::unordered_map<std::string, pos::Instant> seen_;
};

}  // namespace app::office::web
