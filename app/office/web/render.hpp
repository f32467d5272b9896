#pragma once

#include <kainjow/mustache.hpp>
#include <string>
#include <string_view>

namespace app::office::web {

using Data = kainjow::mustache::data;

/// The template assets/web/NAME.mustache, filled in: `{{x}}` is escaped, `{{{x}}}` is HTML of ours.
std::string render(std::string_view name, Data data);

}  // namespace app::office::web
