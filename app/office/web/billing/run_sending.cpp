#include "app/office/web/billing/run_sending.hpp"

#include <fstream>
#include <iterator>

#include "app/office/web/billing/send_desk.hpp"
#include "app/office/web/refusal.hpp"
#include "app/office/web/render.hpp"

namespace app::office::web::billing {

namespace {

namespace stored = pos::store::billing;

/// What came of the last one, in words.
std::string outcome_words(const SendDesk::Ended& ended, const Words& words) {
    const auto& locale = words.locale();
    if (!ended.done) {
        return words.with("billing_send_failed", {{"reason", in_words(ended.done.error(), words)}});
    }
    const SendDesk::Done& done = *ended.done;
    if (ended.job.way == SendDesk::Way::print) {
        return done.printed == 0
                   ? words["billing_send_none_print"]
                   : words.with("billing_send_printed", {{"count", locale.integer(done.printed)}});
    }
    const auto& emails = done.emails;
    std::string said =
        words.with("billing_send_emails",
                   {{"sent", locale.integer(emails.sent)},
                    {"later", locale.integer(emails.later)},
                    {"failed", locale.integer(static_cast<std::int64_t>(emails.failed.size()))},
                    {"unknown", locale.integer(emails.unknown)}});
    if (!emails.unreachable.empty()) said += " " + words["billing_send_away"];
    return said;
}

}  // namespace

std::string bills_file_link(const std::string& name) {
    return "/billing/deliveries/file" + query_of({{"name", name}});
}

bool is_sending(const Call& call) {
    return call.office.sending != nullptr && call.office.sending->state().now.has_value();
}

std::string act_on_sending(Call& call, const stored::BillRun& run) {
    const Words& words = call.words;
    const std::string what = field(call.form, "what");
    if (call.office.sending == nullptr) return words["error_503"];
    if (what == "stop_sending") {
        return call.office.sending->stop() ? std::string{} : words["billing_send_over"];
    }
    if (what != "email" && what != "print") return words["form_expired"];
    if (run.state == stored::RunState::running) return words["billing_send_not_over"];
    const SendDesk::Job job{.way = what == "email" ? SendDesk::Way::email : SendDesk::Way::print,
                            .run = run.run,
                            .since = run.as_of,
                            .by = call.user.name};
    return call.office.sending->start(job) ? std::string{} : words["billing_send_busy"];
}

std::string sending_html(const Call& call, const stored::BillRun& run) {
    if (!call.is_manager() || call.office.sending == nullptr) return {};
    if (run.state == stored::RunState::running) return {};
    const Words& words = call.words;
    const SendDesk::State state = call.office.sending->state();
    const SendDesk::Ended* const last = state.now ? nullptr : state.last.get();
    const bool file = last != nullptr && last->done && !last->done->file.empty();
    Data data;
    data.set("mark", call.mark);
    data.set("run", to_string(run.run));
    data.set("is_busy", state.now.has_value());
    const bool print = state.now && state.now->way == SendDesk::Way::print;
    data.set("said", words.with(print ? "billing_send_drawing" : "billing_send_sending",
                                {{"count", words.locale().integer(state.bills)}}));
    data.set("has_last", last != nullptr);
    data.set("last", last != nullptr ? outcome_words(*last, words) : "");
    data.set("has_file", file);
    data.set("file", file ? bills_file_link(last->done->file) : "");
    for (const char* text :
         {"billing_send", "billing_send_about", "billing_send_email", "billing_send_print",
          "billing_send_stop", "billing_send_file", "billing_send_list", "billing_run_again"}) {
        data.set(std::string{"t_"} + text, words[text]);
    }
    return render("billing_run_sending", std::move(data));
}

Answer bills_file_page(Call& call) {
    if (!call.is_manager()) return NoPage{403};
    const std::string name = field(call.query, "name");
    if (!SendDesk::is_file_name(name)) return NoPage{404};
    const auto folder = SendDesk::folder_of(call.office.where, call.office.store);
    if (!folder) return NoPage{503};
    std::ifstream stream{*folder / name, std::ios::binary};
    if (!stream) return NoPage{404};
    std::string bytes{std::istreambuf_iterator<char>{stream}, {}};
    return Page{.title = name, .file = PageFile{std::move(bytes), "application/pdf", name}};
}

}  // namespace app::office::web::billing
