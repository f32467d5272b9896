#pragma once

#include <expected>
#include <optional>
#include <string>

#include "pos/store/errors.hpp"

namespace syncing::client {

/// Why something could not be sent. Nothing is lost by any of it: what was not acknowledged stays
/// and is sent again.
struct Trouble {
    enum class Kind {
        not_joined,   // this till has no head office
        unreachable,  // no network, no server, no answer in time, or an answer that is not the
                      // office's
        busy,         // the office asks to come back later
        refused,      // the office's answer is no
        database,     // the till's own
    };
    /// What is the matter with the way, of unreachable: for words in the reader's language.
    enum class Way {
        broken,       // in the middle, or for a reason of its own
        no_name,      // the address is not found: no network, or a wrong address
        nobody,       // nothing answers there
        silent,       // no answer in time
        certificate,  // who answers cannot prove to be the office
        other,        // what answers is not the office: a network's sign-in page, a proxy
    };
    Kind kind{Kind::unreachable};
    std::string words;  // a sentence: what happened and what to do
    std::string error;  // the office's word for it, of refused
    std::optional<int> retry_after_s;
    Way way{Way::broken};
};

template <class T>
using Outcome = std::expected<T, Trouble>;

inline std::unexpected<Trouble> trouble(Trouble::Kind kind, std::string words) {
    return std::unexpected{Trouble{kind, std::move(words), {}, {}}};
}
/// The till's own database failed.
std::unexpected<Trouble> trouble(const pos::store::StoreError& error);

}  // namespace syncing::client
