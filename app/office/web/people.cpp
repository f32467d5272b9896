// Who works at the office: for managers; and everybody's own password.
#include <algorithm>

#include "app/core/office/people.hpp"
#include "app/core/office/sign_in.hpp"
#include "app/core/people_book.hpp"
#include "app/office/web/page.hpp"
#include "app/office/web/refusal.hpp"
#include "pos/people/password.hpp"
#include "pos/store/office/sign_in.hpp"

namespace app::office::web {

namespace {

namespace office = pos::store::office;
using pos::people::Role;

void set_texts(Data& data, const Words& words, std::initializer_list<const char*> texts) {
    for (const char* text : texts) data.set(std::string{"t_"} + text, words[text]);
}

std::optional<Role> role_of(const Fields& form) {
    for (const Role role : {Role::cashier, Role::manager}) {
        if (field(form, "role") == core::role_name(role)) return role;
    }
    return std::nullopt;
}

Table table_of(const std::vector<office::KnownPerson>& people, const Words& words,
               const pos::locale::Zone& zone) {
    Table table{"people", words["people"], {}, {}};
    for (const char* key : {"name", "role", "state", "password_set"}) {
        table.columns.push_back({key, words[std::string{"person_"} + key]});
    }
    for (const auto& each : people) {
        const std::string role = core::role_name(each.user.role);
        const bool active = each.user.active;
        table.rows.push_back(
            {{each.user.name, "", "/people/person" + query_of({{"name", each.user.name}})},
             {role, words["role_" + role]},
             {active ? "active" : "deactivated",
              words[active ? "person_active" : "person_inactive"], "",
              active ? Mark::good : Mark::muted},
             each.password_set_at ? Cell{zone.local(*each.password_set_at)}
                                  : Cell{std::monostate{}, words["never"], "", Mark::muted}});
    }
    return table;
}

}  // namespace

Answer people_page(Call& call) {
    const Words& words = call.words;
    std::string refusal;
    if (call.is_post()) {
        const std::scoped_lock lock{call.office.changing};
        const auto added =
            core::add_person(call.office.where, call.office.store,
                             {field(call.form, "name"), role_of(call.form).value_or(Role::cashier),
                              field(call.form, "password"), call.user.name},
                             call.now, call.office.random);
        if (added) return GoTo{"/people"};
        refusal = in_words(added.error(), call.words);
    }
    const auto zone = office_zone(call.db);
    if (!zone) return zone.error();
    const auto people = office::known_people(call.db);
    if (!people) return people.error();
    Table table = table_of(*people, words, *zone);
    Data data;
    data.set("title", words["people"]);
    data.set("about", words["people_about"]);
    data.set("table", to_html(table, words));
    data.set("refusal", refusal.empty() ? "" : refusal_html(refusal));
    data.set("name", refusal.empty() ? "" : field(call.form, "name"));
    data.set("mark", call.mark);
    set_texts(data, words,
              {"person_add", "name", "person_role", "role_cashier", "role_manager", "password",
               "password_about"});
    Page page{.title = words["people"],
              .body = render("people", data),
              .file_name = "people",
              .status = refusal.empty() ? 200 : 409};
    page.tables.push_back(std::move(table));
    return page;
}

Answer person_page(Call& call) {
    const Words& words = call.words;
    const std::string name = field(call.is_post() ? call.form : call.query, "name");
    std::string refusal;
    if (call.is_post()) {
        core::PersonChange change{.name = name, .by = call.user.name};
        const std::string what = field(call.form, "what");
        if (what == "role") change.role = role_of(call.form);
        if (what == "activate") change.active = true;
        if (what == "deactivate") change.active = false;
        if (what == "password") change.password = field(call.form, "password");
        const std::scoped_lock lock{call.office.changing};
        const auto done =
            core::change_person(call.office.where, call.office.store, change, call.now);
        if (done) return GoTo{"/people"};
        refusal = in_words(done.error(), call.words);
    }
    const auto person = office::known_person(call.db, name);
    if (!person) return person.error();
    if (!*person) return NoPage{};
    const auto& user = (*person)->user;
    Data data;
    data.set("title", user.name);
    data.set("refusal", refusal.empty() ? "" : refusal_html(refusal));
    data.set("name", user.name);
    data.set("mark", call.mark);
    data.set("is_manager", user.role == Role::manager);
    data.set("is_active", user.active);
    set_texts(data, words,
              {"person_role", "role_cashier", "role_manager", "password_new", "password_about",
               "save", "person_activate", "person_deactivate", "person_deactivate_about",
               "person_activate_about", "password_set", "people"});
    return Page{
        .title = user.name, .body = render("person", data), .status = refusal.empty() ? 200 : 409};
}

Answer account_page(Call& call) {
    const Words& words = call.words;
    std::string refusal;
    if (call.is_post()) {
        // Tries of the old password count as tries to sign in do.
        const auto right =
            core::is_own_password(call.db, {call.user.name, field(call.form, "old")}, call.now);
        if (!right) return right.error();
        if (!*right) {
            refusal = words["password_old_wrong"];
        } else {
            const std::scoped_lock lock{call.office.changing};
            const auto done = core::change_person(call.office.where, call.office.store,
                                                  {.name = call.user.name,
                                                   .password = field(call.form, "password"),
                                                   .by = call.user.name},
                                                  call.now);
            if (done) return GoTo{"/sign-in"};
            refusal = in_words(done.error(), call.words);
        }
    }
    Data data;
    data.set("title", words["account"]);
    data.set("user", call.user.name);
    data.set("who",
             words.with("account_who",
                        {{"name", call.user.name},
                         {"role", words[std::string{"role_"} + core::role_name(call.user.role)]}}));
    data.set("refusal", refusal.empty() ? "" : refusal_html(refusal));
    data.set("mark", call.mark);
    set_texts(data, words,
              {"password_old", "password_new", "password_about", "password_set", "account_about"});
    return Page{.title = words["account"],
                .body = render("account", data),
                .status = refusal.empty() ? 200 : 409};
}

}  // namespace app::office::web
