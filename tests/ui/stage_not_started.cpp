#include "tests/ui/stage_not_started.hpp"

#include <algorithm>
#include <iterator>

#include "app/till/screens/not_started/not_started_view.hpp"
#include "app/till/ui/assets.hpp"

namespace test {

namespace {

namespace not_started = till::not_started;
using till::ui::TextKey;

struct Case {
    const char* name;
    TextKey what;
    TextKey to_do;
    const char* detail;
    bool can_put_back{false};
};
constexpr Case kCases[] = {
    {"not_started_gone", TextKey::not_started_gone, TextKey::not_started_gone_do,
     "/media/anna/TILL/counterfoil/shop.db", true},
    {"not_started_damaged", TextKey::not_started_damaged, TextKey::not_started_damaged_do,
     "/media/anna/TILL/counterfoil/shop.db", true},
    {"not_started_key", TextKey::not_started_key, TextKey::not_started_key_do,
     "/media/anna/TILL/counterfoil/shop.db.key", true},
    {"not_started_older", TextKey::not_started_older, TextKey::not_started_older_do,
     "/media/anna/TILL/counterfoil/shop.db", true},
    {"not_started_no_server", TextKey::not_started_no_server, TextKey::not_started_no_server_do,
     "postgresql://till@db.example/shop"},
    {"not_started_in_use", TextKey::not_started_in_use, TextKey::not_started_in_use_do,
     "counterfoil 0.1 (4711)"},
};

Scene scene_of(const Case& which, const std::string& language) {
    const auto texts = till::ui::Assets{}.texts(language).value();
    const not_started::Model model{.what = texts.with(which.what, {{"detail", which.detail}}),
                                   .to_do = texts.with(which.to_do, {{"detail", which.detail}}),
                                   .can_put_back = which.can_put_back};
    return [model](till::ui::Frame& frame) { (void)not_started::draw(frame, model); };
}

}  // namespace

std::vector<std::string> not_started_names() {
    std::vector<std::string> names;
    for (const Case& one : kCases) names.emplace_back(one.name);
    return names;
}

std::optional<Scene> not_started(std::string_view name, const std::string& language) {
    const auto* const found = std::ranges::find(kCases, name, &Case::name);
    if (found == std::end(kCases)) return std::nullopt;
    return scene_of(*found, language);
}

}  // namespace test
