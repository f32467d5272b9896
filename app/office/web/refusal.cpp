#include "app/office/web/refusal.hpp"

#include <utility>
#include <vector>

#include "app/core/billing/causes.hpp"
#include "app/office/web/figures.hpp"
#include "pos/base/calendar.hpp"

namespace app::office::web {

namespace {

bool is_of_a_figure(core::Why why) {
    return why >= core::Why::off_the_face && why <= core::Why::too_low;
}

std::string about_of(const core::Failure& failure, const Words& words) {
    return is_of_a_figure(failure.why) ? typed_figure(failure.about, words) : failure.about;
}

}  // namespace

std::string in_words(const core::Failure& failure, const Words& words) {
    // What only the words say may have a name of its own in the tables of words.
    const bool other = failure.why == core::Why::other;
    const bool is_named = (other || failure.why == core::Why::database) && !failure.about.empty();
    if (const std::string own = "refused_" + failure.about; is_named && words.has(own)) {
        return words[own];
    }
    if (other && core::billing::cause_of(failure.words)) {
        return words.with("billing_cause", {{"cause", cause_in_words(failure.words, words)}});
    }
    const std::string about =
        other || failure.why == core::Why::database ? failure.words : about_of(failure, words);
    return words.with("refused_" + std::string{core::name_of(failure.why)}, {{"about", about}});
}

std::string waits_in_words(const core::Failure& why, const Words& words) {
    // An older program kept the words alone.
    if (why.why == core::Why::other && why.about.empty()) return why.words;
    if (!core::is_doubt(why.why)) return in_words(why, words);
    return words.with("reason_" + std::string{core::name_of(why.why)},
                      {{"about", about_of(why, words)}});
}

std::string cause_in_words(const std::string& said, const Words& words) {
    const auto known = core::billing::cause_of(said);
    if (!known) return said;
    std::vector<std::string> about;
    for (const auto& [name, value] : known->about) {
        const auto day = pos::parse_date(value);
        about.push_back(name == "reason" ? cause_in_words(value, words)
                        : day            ? words.locale().date(*day)
                                         : value);
    }
    std::vector<Words::Argument> arguments;
    for (std::size_t i = 0; i < about.size(); ++i) {
        arguments.emplace_back(known->about[i].first, about[i]);
    }
    return words.with("billing_cause_" + std::string{known->name}, arguments);
}

}  // namespace app::office::web
