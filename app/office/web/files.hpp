#pragma once

#include <string>
#include <string_view>

#include "sync/server/exchange.hpp"

namespace app::office::web {

/// requires: there is such a file, "web/overview.mustache"
std::string_view embedded(std::string_view path);

/// Where a browser finds a file of assets/web: its name changes with its contents, so that it may
/// be kept for ever. "/files/office.1f0c2a7b.css" of "office.css".
const std::string& file_link(std::string_view name);

/// Style, script and picture under the names that file_link() gives; everything else is 404.
syncing::server::Response serve_file(const syncing::server::Request& request,
                                     std::string_view path);

}  // namespace app::office::web
