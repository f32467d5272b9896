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
    std::size_t copies;
    bool refused{false};
};
constexpr Case kCases[] = {
    {"not_started_gone", TextKey::not_started_gone, TextKey::not_started_gone_do,
     "/media/anna/TILL/counterfoil/shop.db", 12},
    {"not_started_damaged", TextKey::not_started_damaged, TextKey::not_started_damaged_do,
     "/media/anna/TILL/counterfoil/shop.db", 2, true},
    {"not_started_no_copy", TextKey::not_started_key, TextKey::not_started_key_do,
     "/media/anna/TILL/counterfoil/shop.db.key", 0},
    {"not_started_in_use", TextKey::not_started_in_use, TextKey::not_started_in_use_do,
     "counterfoil 0.1 (4711)", 0},
};

Scene scene_of(const Case& which, const std::string& language) {
    const auto texts = till::ui::Assets{}.texts(language).value();
    not_started::Model model{.what = texts.with(which.what, {{"detail", which.detail}}),
                             .to_do = texts.with(which.to_do, {{"detail", which.detail}})};
    for (std::size_t i = 0; i < which.copies; ++i) {
        const std::string folder = "/media/anna/BACKUP/counterfoil/B01-T1-2026-11-2";
        model.copies.push_back({"Friday 27 November, 1" + std::to_string(i % 10) + ":45",
                                folder + std::to_string(i % 10) + "-134501Z.db"});
    }
    if (which.copies == 0 && which.what == TextKey::not_started_key)
        model.none = texts[TextKey::not_started_no_copy];
    if (which.refused) {
        model.refusal =
            "/media/anna/BACKUP/counterfoil/B01-T1-2026-11-20-134501Z.db is damaged (Tree 4 page "
            "812: btreeInitPage() returns error code 11). It is left as it is; keep a copy and "
            "restore the latest backup.";
    }
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
