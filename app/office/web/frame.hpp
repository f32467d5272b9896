#pragma once

#include <string>

#include "app/office/web/page.hpp"

namespace app::office::web {

// What all pages share: navigation, banner, languages, who is signed in.
Response framed(Call& call, const Page& page);
/// Without navigation: of somebody who has not signed in, or of an error.
Response bare(const Words& words, const Fields& query, const std::string& path, const Page& page);

}  // namespace app::office::web
