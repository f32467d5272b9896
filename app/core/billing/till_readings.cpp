#include "app/core/billing/till_readings.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "app/core/billing/book_tills.hpp"
#include "app/core/billing/customers.hpp"
#include "app/core/billing/in_transaction.hpp"
#include "app/core/billing/readings.hpp"
#include "pos/billing/meter/plausible.hpp"
#include "pos/locale/unit_sign.hpp"
#include "pos/store/billing/customers.hpp"

namespace app::core::billing {

namespace {

namespace stored = pos::store::billing;
namespace meter = pos::billing::meter;
using pos::journal::MeterRead;

/// The register whose counter it is.
Outcome<stored::StoredRegister> register_read(BillingBooks& books, const MeterRead& read) {
    auto found = stored::register_of(*books.db, read.point, read.meter);
    if (!found) return std::unexpected{database(found.error())};
    if (!*found) {
        return refuse(Why::no_counter, read.point,
                      fmt::format("No meter of {} stands at {}: counterfoil meter fit.", read.meter,
                                  read.point));
    }
    const meter::Counter& there = (*found)->counters.back().counter;
    if (there.serial != read.serial) {
        return refuse(Why::counter_gone, read.serial,
                      fmt::format("At {} meter {} stands by now, and {} was read.", read.point,
                                  there.serial, read.serial));
    }
    return std::move(**found);
}

/// Who is asked here says it in another way.
Failure without_advice(Failure failure) {
    if (failure.words.ends_with(kSayIfSure)) {
        failure.words.resize(failure.words.size() - kSayIfSure.size());
    }
    return failure;
}

}  // namespace

std::string words_of(const MeterRead& read) {
    return fmt::format("{} {}, meter {} at {}", read.figure, pos::locale::unit_sign(read.meter),
                       read.serial, read.point);
}

Outcome<void> take_till_reading(BillingBooks& books, const MeterRead& read, pos::Instant at,
                                bool sure, pos::Instant now) {
    const auto whose = stored::account_of(*books.db, read.account);
    if (!whose) return std::unexpected{database(whose.error())};
    if (!*whose) {
        return refuse(
            Why::no_account, read.account_number,
            "No account here has the number " + read.account_number + " that the till knew it by.");
    }
    auto to = register_read(books, read);
    if (!to) return std::unexpected{to.error()};
    const meter::Counter& counter = to->counters.back().counter;
    const auto figure = meter::read_figure(read.figure, counter);
    if (!figure) {
        return refuse(Why::off_the_face, read.figure,
                      meter::sentence(figure.error(), read.figure, counter));
    }
    const pos::Instant when = std::min(at, now);
    const auto taken =
        enter_reading(books, *to, {when, *figure, meter::Source::customer}, false, sure, now);
    if (!taken) return std::unexpected{without_advice(taken.error())};
    if (taken->again) return {};
    return note_change(books, "meter " + read.point + " " + read.meter, "",
                       fmt::format("{} at a till, {}", read.figure, to_string(read.reading)), now);
}

Outcome<void> settle_till_reading(BillingBooks& books, const std::string& entry, bool take,
                                  pos::Instant now) {
    return in_transaction(books, [&]() -> Outcome<void> {
        auto waiting = waiting_reading(books, entry);
        if (!waiting) return std::unexpected{waiting.error()};
        const auto& [number, read, at] = *waiting;
        const auto left = books.db->exec("DELETE FROM bill_to_book WHERE entry = $1", number);
        if (!left) return std::unexpected{database(left.error())};
        if (take) return take_till_reading(books, read, at, true, now);
        return note_change(
            books, "meter " + read.point + " " + read.meter, "",
            fmt::format("{} at a till put away, {}", read.figure, to_string(read.reading)), now);
    });
}

}  // namespace app::core::billing
