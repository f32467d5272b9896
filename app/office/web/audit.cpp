// The office's own journals: who changed what, and when; and what stands in no journal.
#include <algorithm>
#include <charconv>
#include <string>
#include <vector>

#include "app/office/web/audit_told.hpp"
#include "app/office/web/page.hpp"
#include "pos/base/calendar.hpp"
#include "pos/store/office/audit.hpp"
#include "pos/store/office/sign_in.hpp"

namespace app::office::web {

namespace {

namespace stored = pos::store::office;

constexpr std::int64_t kAuditRows = 100;
/// What a page puts down of what the journals have gained; the office itself does the rest.
constexpr std::int64_t kGatheredForPage = 2'000;
constexpr std::int64_t kGatheredForFile = 50'000;

/// Whether some of it may still not be there: somebody else may be at it, or write.
bool is_left_behind(pos::store::db::Connection& db, std::int64_t entries) {
    for (; entries > 0; entries -= stored::kAuditSlice) {
        const auto more = stored::gather_audit(db, stored::kAuditSlice);
        if (!more) return true;
        if (!*more) return false;
    }
    return true;
}

std::optional<stored::AuditTopic> topic_named(const std::string& name) {
    const auto found = std::ranges::find(stored::kAuditTopics, name, stored::audit_topic_name);
    if (found == std::ranges::end(stored::kAuditTopics)) return std::nullopt;
    return *found;
}

/// "1795400000000.7696581394433": where the list before this one ended.
std::optional<stored::AuditPlace> place_in(std::string_view text) {
    stored::AuditPlace place;
    const auto dot = std::min(text.find('.'), text.size());
    const auto whole = [](std::string_view part, std::int64_t& to) {
        const auto read = std::from_chars(part.data(), part.data() + part.size(), to);
        return read.ec == std::errc{} && read.ptr == part.data() + part.size();
    };
    if (dot == text.size()) return std::nullopt;
    if (!whole(text.substr(0, dot), place.at.unix_ms) || !whole(text.substr(dot + 1), place.line)) {
        return std::nullopt;
    }
    return place;
}
std::string text_of(const stored::AuditPlace& place) {
    return std::to_string(place.at.unix_ms) + "." + std::to_string(place.line);
}

/// What was asked for; a day that is none is every day.
struct AuditFilter {
    std::string person;
    std::string topic;
    std::string day;

    Fields fields() const { return {{"person", person}, {"topic", topic}, {"day", day}}; }
};

stored::AuditQuestion question_of(const AuditFilter& filter, const Call& call,
                                  const pos::locale::Zone& zone) {
    stored::AuditQuestion asked;
    asked.person = filter.person;
    asked.topic = topic_named(filter.topic);
    if (const auto day = pos::parse_date(filter.day)) {
        asked.from = zone.start_of_day(*day);
        asked.until = zone.start_of_day({day->days + 1});
    }
    if (call.is_export) {
        asked.limit = kExportRowsMax;
        return asked;
    }
    asked.before = place_in(field(call.query, "before"));
    asked.limit = kAuditRows + 1;  // whether there is more
    return asked;
}

void set_choices(Data& data, const AuditFilter& filter, const Words& words,
                 const std::vector<stored::KnownPerson>& people) {
    Data topics{Data::type::list};
    for (const stored::AuditTopic topic : stored::kAuditTopics) {
        const std::string name{stored::audit_topic_name(topic)};
        Data one;
        one.set("value", name);
        one.set("name", words["audit_topic_" + name]);
        one.set("chosen", name == filter.topic);
        topics.push_back(one);
    }
    data.set("topics", topics);
    Data names{Data::type::list};
    for (const auto& each : people) {
        Data one;
        one.set("name", each.user.name);
        names.push_back(one);
    }
    data.set("people", names);
    data.set("person", filter.person);
    data.set("day", filter.day);
}

}  // namespace

pos::store::Answer<void> note_exported(Call& call, const std::string& file) {
    if (call.request.method == "HEAD") return {};  // of which the body is thrown away
    auto noted = stored::note_audit(call.db,
                                    {.topic = stored::AuditTopic::exports,
                                     .note = stored::audit_note::kExported,
                                     .person = call.user.name,
                                     .about = file,
                                     .detail = {}},
                                    pos::make_ulid(call.now, call.office.random), call.now);
    if (!noted) return pos::store::store_error(std::move(noted.error()));
    return {};
}

Answer audit_page(Call& call) {
    const Words& words = call.words;
    const auto zone = office_zone(call.db);
    if (!zone) return zone.error();
    // What is there is shown all the same.
    const bool is_behind =
        is_left_behind(call.db, call.is_export ? kGatheredForFile : kGatheredForPage);
    const AuditFilter filter{field(call.query, "person"), field(call.query, "topic"),
                             field(call.query, "day")};
    auto lines = stored::audit_lines(call.db, question_of(filter, call, *zone));
    if (!lines) return lines.error();
    const bool more = !call.is_export && static_cast<std::int64_t>(lines->size()) > kAuditRows;
    if (more) lines->pop_back();
    Table table{"audit",
                words["audit"],
                {{"time", words["audit_time"]},
                 {"who", words["audit_who"]},
                 {"topic", words["audit_topic"]},
                 {"what", words["audit_what"]},
                 {"entry", words["chain_seq"], true}},
                {},
                words["audit_none"]};
    auto told = audit_told(call.db, *lines, *zone, words);
    if (!told) return told.error();
    for (std::size_t i = 0; i < lines->size(); ++i) {
        const auto& line = (*lines)[i];
        const std::string topic{stored::audit_topic_name(line.topic)};
        table.rows.push_back({{zone->local(line.place.at)},
                              {line.person},
                              {topic, topic.empty() ? "" : words["audit_topic_" + topic]},
                              {std::move((*told)[i])},
                              line.seq > 0 ? Cell{static_cast<std::int64_t>(line.seq)} : Cell{}});
    }
    if (call.is_export) {
        Page file{.title = words["audit"], .file_name = "audit"};
        if (is_behind) file.no_file = words["audit_behind"];
        file.tables.push_back(std::move(table));
        return file;
    }
    const auto people = stored::known_people(call.db);
    if (!people) return people.error();
    Data data;
    data.set("title", words["audit"]);
    data.set("about", words["audit_about"]);
    data.set("warning", is_behind ? words["audit_behind"] : "");
    data.set("has_warning", is_behind);
    set_choices(data, filter, words, *people);
    data.set("table", to_html(table, words));
    data.set("has_more", more);
    Fields next = filter.fields();
    if (more) next["before"] = text_of(lines->back().place);
    data.set("more", more ? "/audit" + query_of(next) : "");
    for (const char* text : {"audit_who", "audit_topic", "audit_any", "audit_everybody",
                             "audit_day", "show", "more_rows"}) {
        data.set(std::string{"t_"} + text, words[text]);
    }
    Page page{words["audit"], render("audit", data), {}, "audit"};
    page.tables.push_back(std::move(table));
    return page;
}

}  // namespace app::office::web
