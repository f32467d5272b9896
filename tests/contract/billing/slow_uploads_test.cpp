// Goal: a file comes in over a slow line from whoever is signed in, and from nobody else. Method:
// the heads of requests at the pages of an office with a manager who signs in and out, on both
// engines.
#include <gtest/gtest.h>

#include "app/core/office/sign_in.hpp"
#include "app/office/web/site.hpp"
#include "pos/people/password.hpp"
#include "pos/store/catalogue/catalogue.hpp"
#include "pos/store/office/sign_in.hpp"
#include "tests/contract/billing/billing_office.hpp"

namespace {

using syncing::server::Request;

class SlowUploads : public test::BillingOffice {
protected:
    void SetUp() override {
        BillingOffice::SetUp();
        const pos::people::User ada{random_id(), "Ada", pos::people::Role::manager, true};
        pos::store::CatalogueWriter people{*db_};
        ASSERT_TRUE(people.put(ada));
        ASSERT_TRUE(pos::store::office::put_password(
            *db_, ada.id, pos::people::hash_password("a good password"), clock_.now()));
        auto in = app::core::sign_in(*db_, {"Ada", "a good password"}, clock_.now(), random_);
        ASSERT_TRUE(in && *in);
        token_ = (*in)->token;
    }
    pos::Ulid random_id() { return pos::make_ulid(clock_.now(), random_); }
    Request request(const std::string& method, const std::string& path) const {
        Request request;
        request.method = method;
        request.path = path;
        request.address = "192.0.2.1";
        request.cookie = "counterfoil_session=" + token_;
        return request;
    }
    bool is_known(const std::string& path = "/billing/import") {
        return site_.admit(request("POST", path)).known;
    }

    app::office::web::Office office_{where(), options(), clock_, random_};
    app::office::web::Site site_{office_};
    std::string token_;
};

TEST_P(SlowUploads, AreOfWhoeverIsSignedIn) {
    EXPECT_FALSE(is_known());  // whatever the cookie says
    EXPECT_EQ(site_.answer(*db_, request("GET", "/overview")).status, 200);
    EXPECT_TRUE(is_known());
    EXPECT_TRUE(is_known("/goods/import"));
    EXPECT_FALSE(is_known("/overview"));
    Request over_tls = request("POST", "/billing/import");
    over_tls.is_private = true;  // where that cookie is nothing
    EXPECT_FALSE(site_.admit(over_tls).known);

    Request out = request("POST", "/sign-out");
    out.content_type = "application/x-www-form-urlencoded";
    out.body = "mark=" + app::core::form_mark(token_);
    EXPECT_EQ(site_.answer(*db_, out).status, 303);
    EXPECT_FALSE(is_known());
    EXPECT_EQ(site_.answer(*db_, request("GET", "/overview")).status, 303);
    EXPECT_FALSE(is_known());
}

TEST_P(SlowUploads, AreNobodysOnceTheSessionIsOver) {
    EXPECT_EQ(site_.answer(*db_, request("GET", "/overview")).status, 200);
    EXPECT_TRUE(is_known());
    clock_.at.unix_ms += app::core::kSessionIdle_ms + 1;
    EXPECT_FALSE(is_known());
}

ON_EITHER_ENGINE(SlowUploads);

}  // namespace
