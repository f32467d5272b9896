#pragma once

#include <string>

#include "app/office/web/known_sessions.hpp"
#include "app/office/web/page.hpp"

namespace app::office::web {

/// Head office's pages: finds out who asks, what for and in which language, sees that a form comes
/// from a page of ours, and puts what a page answers into its frame.
///
/// threads: any, each with a connection of its own
class Site {
public:
    /// `office` outlives this.
    explicit Site(Office& office) : office_{office} {}

    /// Whether a path is a page's; the others are the tills'.
    static bool is_page(std::string_view path);
    /// A file of somebody whom this has answered before may come over a slow line.
    syncing::server::Admission admit(const Request& head) const;
    Response answer(pos::store::db::Connection& db, const Request& request);
    /// What is said while the database cannot be reached.
    static Response unreachable(const Request& request);

private:
    Office& office_;
    KnownSessions known_;
};

}  // namespace app::office::web
