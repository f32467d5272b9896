#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "app/core/billing/seldom_counted.hpp"
#include "app/core/billing/unmatched_usage.hpp"
#include "app/core/office/office_zone.hpp"
#include "app/office/web/fields.hpp"
#include "app/office/web/render.hpp"
#include "app/office/web/table.hpp"
#include "app/office/web/words.hpp"
#include "pos/base/clock.hpp"
#include "pos/base/random.hpp"
#include "pos/locale/zone.hpp"
#include "pos/people/user.hpp"
#include "pos/store/db/connection.hpp"
#include "pos/store/errors.hpp"
#include "pos/store/store.hpp"
#include "sync/server/exchange.hpp"
#include "sync/server/try_limit.hpp"

namespace app::office::web {

using syncing::server::Request;
using syncing::server::Response;

namespace billing {
class PriceMoveDesk;
class RunDesk;
class SendDesk;
}  // namespace billing
class ImportDesk;

/// What changes on pages are made with: as the command line makes them.
struct Office {
    std::string where;
    pos::store::StoreOptions store;
    pos::Clock& clock;
    pos::Random& random;
    std::mutex changing{};   // one change at a time
    std::mutex exporting{};  // one export of everything at a time
    // Set before the first request.
    syncing::server::TryLimit* tries{nullptr};  // nobody's are counted without it
    billing::RunDesk* runs{nullptr};
    billing::PriceMoveDesk* price_moves{nullptr};
    core::billing::UnmatchedCount unmatched{};  // usage that no plan counts
    core::billing::SeldomCounted frozen{};      // leases of tills that send nothing any more
    core::billing::SeldomCounted silent{};      // tills that should be heard and are not
    billing::SendDesk* sending{nullptr};
    ImportDesk* imports{nullptr};
    /// For whoever runs the server: a sentence without anybody's data. Nobody hears it without.
    std::function<void(const std::string&)> tell{};
};

/// One request, as far as pages look at it.
struct Call {
    const Request& request;
    Office& office;
    pos::store::db::Connection& db;
    const Words& words;
    pos::Instant now{};
    std::string path;
    Fields query;
    Fields form;  // of a POST whose form mark was right
    pos::people::User user{};
    std::string mark{};     // that a form of ours carries
    bool is_export{false};  // the tables are wanted, as a file

    bool is_post() const { return request.method == "POST"; }
    bool is_manager() const { return user.role == pos::people::Role::manager; }
};

/// What is handed out in place of a page.
struct PageFile {
    std::string bytes;
    std::string content_type;
    std::string name;
    std::shared_ptr<syncing::server::FileBody> on_disk{};  // in place of `bytes`
    bool is_export{false};  // of what the office knows: that it went out stands in the audit
};

struct Page {
    std::string title;
    std::string body{};           // HTML
    std::vector<Table> tables{};  // what is exported; empty: nothing
    std::string file_name{};      // of exports, without its ending
    int status{200};
    std::optional<PageFile> file{};
    std::string no_file{};  // why its tables make no file, in words; empty: they do
    int refresh_s{0};  // looked at again after so long, where a browser runs no scripts; 0: not
};
/// Somewhere on these pages: "/terminals".
struct GoTo {
    std::string path;
};
/// Nothing here, or nothing for that person.
struct NoPage {
    int status{404};
};
/// A list asks for so many rows of a file. Where it gets them all there may be more, and the file
/// is refused in words: none is cut off in silence, and no request takes more memory than that.
inline constexpr std::int64_t kExportRowsMax = 20'000;
using Answer = std::variant<Page, GoTo, NoPage, pos::store::StoreError>;

// The pages, one a file.
Answer overview_page(Call& call);
Answer overview_items_page(Call& call);
Answer margin_page(Call& call);
Answer terminals_page(Call& call);
Answer revoke_page(Call& call);
Answer receipts_page(Call& call);
Answer receipt_page(Call& call, const std::string& number);
Answer goods_page(Call& call);
Answer item_page(Call& call);
Answer item_edit_page(Call& call);
Answer item_changes_page(Call& call);
Answer goods_import_page(Call& call);
/// Departments and taxes.
Answer groups_page(Call& call);
/// All that lies under /customers.
Answer customers_page(Call& call);
/// All that lies under /stock.
Answer stock_page(Call& call);
Answer promotions_page(Call& call);
Answer promotion_page(Call& call);
/// All that lies under /billing.
Answer billing_page(Call& call);
Answer search_page(Call& call);
Answer attention_page(Call& call);
Answer audit_page(Call& call);
/// That somebody took a file of data, for the audit.
pos::store::Answer<void> note_exported(Call& call, const std::string& file);
Answer people_page(Call& call);
Answer person_page(Call& call);
Answer settings_page(Call& call);
/// Everything there is, as files; all that lies under /export.
Answer export_page(Call& call);
Answer bill_logo_page(Call& call);
Answer sender_address_page(Call& call);
Answer account_page(Call& call);

/// What a page was asked to do and did not, in words.
std::string refusal_html(const std::string& words);

using core::office_zone;

}  // namespace app::office::web
