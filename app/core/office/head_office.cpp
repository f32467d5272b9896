#include "app/core/office/head_office.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "app/core/change_setting.hpp"
#include "app/core/init.hpp"
#include "app/core/office/people.hpp"
#include "app/core/office_journal.hpp"
#include "pos/base/assert.hpp"
#include "pos/people/password.hpp"
#include "pos/store/office/audit.hpp"
#include "pos/store/office/sign_in.hpp"
#include "sync/server/service.hpp"

namespace app::core {

namespace {

namespace office = pos::store::office;

bool is_code(const std::string& text) {
    return !text.empty() && text.size() <= 8 && std::ranges::all_of(text, [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    });
}

/// Twelve characters that are not mistaken for each other, five bits each.
std::string random_code(pos::Random& random) {
    constexpr std::string_view kLetters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    std::array<std::byte, 12> bytes{};
    random.fill(bytes);
    std::string code;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (i > 0 && i % 4 == 0) code += '-';
        code += kLetters[std::to_integer<std::size_t>(bytes[i]) % kLetters.size()];
    }
    return code;
}

/// As read_shop() has it, without the key.
///
/// errors: nobody of that name works here
Outcome<std::string> who_does_it(pos::store::db::Connection& db, const std::string& name) {
    const auto people = office::known_people(db);
    if (!people) return std::unexpected{failure(people.error())};
    const auto found = std::ranges::find_if(*people, [&](const office::KnownPerson& one) {
        if (!name.empty()) return one.user.active && one.user.name == name;
        return one.user.active && one.user.role == pos::people::Role::manager;
    });
    if (found != people->end()) return found->user.name;
    if (name.empty()) return std::string{};
    return refuse(Why::no_person, name, "Nobody here is called " + name + ".");
}

pos::store::Answer<void> put_first_password(pos::store::db::Connection& db,
                                            const NewOfficeOptions& options, pos::Instant now) {
    const auto manager = office::known_person(db, options.manager);
    if (!manager) return std::unexpected{manager.error()};
    POS_ASSERT(*manager);
    auto put = office::put_password(db, (*manager)->user.id,
                                    pos::people::hash_password(options.password), now);
    if (!put) return pos::store::store_error(std::move(put.error()));
    return {};
}

}  // namespace

Outcome<void> init_office(const std::string& where, const NewOfficeOptions& options,
                          const pos::store::StoreOptions& store_options, pos::Instant now,
                          pos::Random& random) {
    if (!options.password.empty()) {
        if (auto good = check_password(options.password); !good) return good;
    }
    NewShopOptions shop;
    shop.branch = kOfficeBranch;
    shop.terminal = kOfficeTerminal;
    shop.currency = options.currency;
    shop.zone = options.zone;
    shop.name = options.name;
    shop.cashier = options.manager;
    shop.also = [&](pos::store::CatalogueWriter& to) -> pos::store::Answer<void> {
        office::Office made{pos::make_ulid(now, random), {}};
        random.fill(made.secret);
        if (auto put = office::put_office(to.connection(), made); !put) {
            return std::unexpected{pos::store::to_store_error(std::move(put.error()))};
        }
        if (options.password.empty()) return {};
        return put_first_password(to.connection(), options, now);
    };
    const auto store = init_shop(where, shop, store_options, now, random);
    if (!store) return std::unexpected{store.error()};
    return {};
}

Outcome<office::OpenOffice> open_office(const std::string& where) {
    const auto target = target_of(where);
    if (!target) return std::unexpected{target.error()};
    auto opened = office::open_office(*target);
    if (opened) return std::move(*opened);
    if (opened.error().kind == pos::store::OpenErrorKind::no_journal ||
        opened.error().kind == pos::store::OpenErrorKind::missing) {
        return std::unexpected{
            Failure{FailureKind::environment,
                    fmt::format("There is no head office at {0}. Make one: office init --db {0} "
                                "--currency EUR --zone Europe/Berlin",
                                shown_database(where))}};
    }
    return std::unexpected{failure(opened.error(), where)};
}

Outcome<void> add_branch(const std::string& where, const pos::store::StoreOptions& store_options,
                         const NewBranch& branch, pos::Instant now) {
    if (!is_code(branch.code) || branch.code == kOfficeBranch) {
        return misuse(
            fmt::format("{} is no branch's code: up to 8 capital letters and digits, such as B01.",
                        branch.code));
    }
    // Says it in its own words if there is no office.
    if (auto opened = open_office(where); !opened) return std::unexpected{opened.error()};
    auto store = open_shop(where, store_options, now);
    if (!store) return std::unexpected{store.error()};
    const auto shop = read_shop((*store)->reader(), (*store)->journal(), branch.by);
    if (!shop) return std::unexpected{shop.error()};
    const auto known = office::branches((*store)->reader().connection());
    if (!known) return std::unexpected{failure(known.error())};
    if (std::ranges::find(*known, branch.code, &office::Branch::code) != known->end()) {
        return refuse("There is a branch " + branch.code + " already.");
    }
    return change_setting(
        **store, *shop, {"branch", "", branch.code},
        [&](pos::store::CatalogueWriter& to) -> pos::store::db::Result<void> {
            auto added = office::add_branch(to.connection(), {branch.code, branch.name}, now);
            if (!added) return std::unexpected{std::move(added.error())};
            return {};
        },
        now);
}

Outcome<void> revoke_terminal(const std::string& where,
                              const pos::store::StoreOptions& store_options,
                              const Revocation& which, pos::Instant now) {
    auto opened = open_office(where);
    if (!opened) return std::unexpected{opened.error()};
    const auto terminals = office::terminals(*opened->db);
    if (!terminals) return std::unexpected{failure(terminals.error())};
    const bool welcome = std::ranges::any_of(*terminals, [&](const office::Terminal& each) {
        return each.branch == which.branch && each.code == which.terminal && !each.revoked_at;
    });
    const std::string name = which.branch + "-" + which.terminal;
    if (!welcome) return refuse(Why::no_till, name, "No till " + name + " sends anything here.");
    opened->db.reset();
    auto store = open_shop(where, store_options, now);
    if (!store) return std::unexpected{store.error()};
    const auto shop = read_shop((*store)->reader(), (*store)->journal(), which.by);
    if (!shop) return std::unexpected{shop.error()};
    return change_setting(
        **store, *shop, {"terminal", name, "revoked"},
        [&](pos::store::CatalogueWriter& to) -> pos::store::db::Result<void> {
            auto done = office::revoke(to.connection(), which.branch, which.terminal, now);
            if (!done) return std::unexpected{std::move(done.error())};
            return {};
        },
        now);
}

Outcome<EnrolCode> make_enrol_code(const std::string& where, const NewEnrolCode& asked,
                                   pos::Instant now, pos::Random& random) {
    if (!is_code(asked.terminal)) {
        return misuse("--terminal is up to 8 capital letters and digits, such as T1.");
    }
    auto opened = open_office(where);
    if (!opened) return std::unexpected{opened.error()};
    const auto by = who_does_it(*opened->db, asked.by);
    if (!by) return std::unexpected{by.error()};
    EnrolCode made{random_code(random), {now.unix_ms + std::int64_t{asked.minutes} * 60'000}};
    const auto kept = office::put_enrol_code(*opened->db,
                                             {syncing::server::enrol_code_hash(made.code),
                                              asked.branch, asked.terminal, made.expires_at, *by},
                                             now);
    if (!kept) return std::unexpected{failure(kept.error())};
    if (!*kept) {
        return refuse(fmt::format(
            "There is no branch {0}. Add it: counterfoil branch add {0} --db …", asked.branch));
    }
    const auto used = office::is_in_use(*opened->db, asked.branch, asked.terminal);
    if (!used) return std::unexpected{failure(used.error())};
    made.place_in_use = *used;
    return made;
}

Outcome<void> note_export(const std::string& where, const std::string& file, pos::Instant now,
                          pos::Random& random) {
    {
        auto reader = OpenReader::open(where);
        if (!reader) return std::unexpected{reader.error()};
        const auto of_office = office::read_office((*reader)->connection());
        if (!of_office) return std::unexpected{failure(of_office.error())};
        if (!*of_office) return {};
    }
    const auto opened = open_office(where);
    if (!opened) return std::unexpected{opened.error()};
    auto noted = office::note_audit(*opened->db,
                                    {.topic = office::AuditTopic::exports,
                                     .note = office::audit_note::kExported,
                                     .person = {},
                                     .about = file,
                                     .detail = {}},
                                    pos::make_ulid(now, random), now);
    if (!noted) return std::unexpected{failure(pos::store::to_store_error(noted.error()))};
    return {};
}

}  // namespace app::core
