#include "tests/ui/stage_replace.hpp"

#include <algorithm>
#include <iterator>

#include "app/till/read_setup.hpp"
#include "app/till/replace_words.hpp"
#include "app/till/screens/replace/replace_view.hpp"
#include "app/till/ui/assets.hpp"

namespace test {

namespace {

namespace replace = till::replace;
using app::core::AtOffice;

constexpr pos::Instant kNow{1'795'354'300'000};
constexpr std::int64_t kHour_ms = 3'600'000;

till::FoundCopy copy_of(int hours, bool rescued = false) {
    return {.copy = {.file = "/media/anna/BACKUP/Counterfoil/B01-T1-2026-11-22-134501Z.db",
                     .at = {kNow.unix_ms - hours * kHour_ms},
                     .rescued = rescued},
            .content = app::core::BackupContent{
                .shop = "Donaudampfschifffahrtsgesellschaftskapitänsmützenladen",
                .till = "B01-T1",
                .series = "B01-T1",
                .zone = "Europe/Berlin",
                .last_number = "B01-T1-001287",
                .last_sale = {kNow.unix_ms - (hours + 1) * kHour_ms},
                .journal = {},
                .last_seq = 4'711,
                .last_entry = {kNow.unix_ms - hours * kHour_ms},
                .office = "https://office.donaudampfschifffahrt.example:8443",
                .items = 1'204,
                .receipts = 1'287}};
}

void fill(replace::Model& m, const till::ReplaceWording& wording) {
    replace::copies_found(
        m, {till::place_of(copy_of(0, true), wording), till::place_of(copy_of(2), wording),
            till::place_of(copy_of(30), wording), till::place_of(copy_of(24 * 40), wording)});
}

void show(replace::Model& m, const till::ReplaceWording& wording) {
    fill(m, wording);
    auto words = till::words_of({copy_of(2), {AtOffice::Knows::more, 12, {}}}, wording);
    replace::proved(m, std::move(words.facts), std::move(words.missing));
}

struct Case {
    const char* name;
    void (*play)(replace::Model&, const till::ReplaceWording&);
};
constexpr Case kCases[] = {
    {"replace_choose", fill},
    {"replace_looking",
     [](replace::Model& m, const till::ReplaceWording&) { (void)replace::begin(m); }},
    {"replace_nothing",
     [](replace::Model& m, const till::ReplaceWording&) { replace::copies_found(m, {}); }},
    {"replace_writing",
     [](replace::Model& m, const till::ReplaceWording& wording) {
         fill(m, wording);
         (void)replace::update(m, replace::PathWanted{});
         const std::string path = "/media/anna/a folder/shop.copy";
         (void)replace::update(m, replace::Typed{path});
         m.refusal = till::refused_words(path, {}, wording.texts);
     }},
    {"replace_proving",
     [](replace::Model& m, const till::ReplaceWording& wording) {
         fill(m, wording);
         (void)replace::update(m, replace::NextPressed{});
         m.percent = 43;
     }},
    {"replace_shown", show},
    {"replace_putting",
     [](replace::Model& m, const till::ReplaceWording& wording) {
         show(m, wording);
         (void)replace::update(m, replace::NextPressed{});
         m.percent = 80;
     }},
    {"replace_done",
     [](replace::Model& m, const till::ReplaceWording& wording) {
         show(m, wording);
         pos::store::Restored restored;
         restored.series = "T1b";
         restored.set_aside = {"/srv/anna/share/counterfoil/shop.db.old-1",
                               "/srv/anna/share/counterfoil/shop.db.key.old-1"};
         auto words = till::words_of({copy_of(2), {}}, restored, wording);
         replace::replaced(m, std::move(words.facts), std::move(words.missing));
     }},
    {"replace_office",
     [](replace::Model& m, const till::ReplaceWording&) {
         replace::copies_found(m, {});
         (void)replace::update(m, replace::FromChosen{1});
     }},
};

Scene scene_of(const Case& which, const std::string& language) {
    const auto texts = till::ui::Assets{}.texts(language).value();
    const auto locale = pos::locale::Locale::open(till::locale_for(language, "")).value();
    replace::Model model{.from_office = true, .copies = {}, .path = {}, .fields = {}};
    which.play(model, {texts, locale, pos::locale::Zone::open("Europe/Berlin").value(), kNow});
    return [model](till::ui::Frame& frame) { (void)replace::draw(frame, model); };
}

}  // namespace

std::vector<std::string> replace_names() {
    std::vector<std::string> names;
    for (const Case& one : kCases) names.emplace_back(one.name);
    return names;
}

std::optional<Scene> replace_scene(std::string_view name, const std::string& language) {
    const auto* const found = std::ranges::find(kCases, name, &Case::name);
    if (found == std::end(kCases)) return std::nullopt;
    return scene_of(*found, language);
}

}  // namespace test
