#include "sync/server/metrics.hpp"

#include <fmt/format.h>

namespace syncing::server {

namespace {

struct Line {
    Metrics::Count count;
    const char* name;
    const char* type;
    const char* help;
};
constexpr Line kLines[] = {
    {Metrics::Count::requests, "requests_total", "counter", "Requests that were answered."},
    {Metrics::Count::refusals, "refusals_total", "counter", "Answers from 400 to 499."},
    {Metrics::Count::failures, "failures_total", "counter", "Answers from 500 on."},
    {Metrics::Count::busy, "busy_total", "counter", "Requests that were told to come back later."},
    {Metrics::Count::batches, "batches_total", "counter", "Batches that were taken in."},
    {Metrics::Count::batch_bytes, "batch_bytes_total", "counter", "Bytes of those batches."},
    {Metrics::Count::entries_added, "entries_added_total", "counter", "Entries new in the books."},
    {Metrics::Count::entries_again, "entries_again_total", "counter",
     "Entries that had been sent before."},
    {Metrics::Count::entries_parked, "entries_parked_total", "counter",
     "Entries from which no rows follow yet."},
    {Metrics::Count::entries_set_aside, "entries_set_aside_total", "counter",
     "Entries of a second continuation of a journal."},
    {Metrics::Count::enrolled, "enrolments_total", "counter", "Terminals that joined."},
    {Metrics::Count::batch_microseconds, "batch_microseconds_total", "counter",
     "Time that batches took in the database."},
    {Metrics::Count::wrong_codes, "wrong_codes_total", "counter",
     "Codes of tills that were wrong, used or had run out."},
    {Metrics::Count::wrong_keys, "wrong_keys_total", "counter",
     "Tokens and signatures that were wrong."},
    {Metrics::Count::wrong_sign_ins, "wrong_sign_ins_total", "counter",
     "Names and passwords that were wrong."},
    {Metrics::Count::shut_out, "shut_out_total", "counter",
     "Tries that were told to wait, since too many had been wrong."},
    {Metrics::Count::accept_failures, "accept_failures_total", "counter",
     "Connections that could not be let in, for want of descriptors."},
    {Metrics::Count::connections, "connections", "gauge", "Connections that are open."},
};

}  // namespace

std::string Metrics::text() const {
    std::string text;
    for (const Line& line : kLines) {
        text += fmt::format(
            "# HELP counterfoil_{0} {2}\n# TYPE counterfoil_{0} {1}\n"
            "counterfoil_{0} {3}\n",
            line.name, line.type, line.help, value(line.count));
    }
    return text;
}

}  // namespace syncing::server
