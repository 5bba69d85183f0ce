//! Which files a flavour exports, with the headings of its columns.

use super::Flavour;

/// One file of a flavour.
pub(super) struct Sheet {
    pub(super) name: &'static str,
    /// The canonical table that its rows come from.
    pub(super) table: &'static str,
    /// Only rows whose type is this, for activities.
    pub(super) only: Option<&'static str>,
    /// Starts with a byte-order mark.
    pub(super) has_bom: bool,
    /// Heading and canonical field (or a column made for this flavour, see `format`).
    pub(super) columns: Vec<(String, String)>,
}

/// The files of a flavour.
pub(super) fn sheets(flavour: Flavour) -> Vec<Sheet> {
    match flavour {
        Flavour::Generic => generic(),
        Flavour::Hubspot => hubspot(),
        Flavour::Salesforce => salesforce(),
    }
}

/// Headings that people give the handoff fields.
const HANDOFF: &[(&str, &str)] = &[
    ("Why Now", "why_now"),
    ("Success Metric", "success_metric"),
    ("Executive Sponsor", "executive_sponsor"),
    ("Verbal Commitments", "verbal_commitments"),
    ("Implementation Risks", "implementation_risks"),
    ("Existing Tools", "existing_tools"),
    ("Decision Criteria", "decision_criteria"),
    ("Champion at Risk", "champion_at_risk"),
    ("First Value Criteria", "first_value_criteria"),
    ("Business Goals", "business_goals"),
    ("User Requirements", "user_requirements"),
    ("Pain Points", "pain_points"),
    ("Alternatives", "alternatives"),
    ("Integrations", "integrations"),
    ("Timeline Promised", "timeline_promised"),
    ("Special Terms", "special_terms"),
    ("Open Action Items", "open_action_items"),
    ("Stakeholder Concerns", "stakeholder_concerns"),
    ("Technical Constraints", "technical_constraints"),
    ("Dependencies", "dependencies"),
    ("Open Questions", "open_questions"),
    ("AE Notes", "ae_notes"),
    ("Signed Scope", "signed_scope"),
    ("SOW URL", "signed_scope_url"),
    ("Validation Override", "validation_override"),
    ("Go-Live Target", "go_live_target"),
];

/// Sheets that people keep beside the CRM, in canonical headings.
const TRACKERS: &[(&str, &str, &[&str])] = &[
    ("handoff-reviews.csv", "reviews", &["deal_id", "event", "occurred_at", "reviewer", "reason", "material"]),
    (
        "onboarding.csv",
        "onboarding",
        &[
            "project_id",
            "deal_id",
            "record_kind",
            "csm",
            "status",
            "created_at",
            "sync_at",
            "kickoff_planned_at",
            "kickoff_at",
            "first_value_at",
            "go_live_at",
        ],
    ),
    ("commitments.csv", "commitments", &["deal_id", "text", "type", "owner", "created_at", "reviewed_at", "due_at"]),
    ("risks.csv", "risks", &["deal_id", "text", "severity", "owner", "status", "opened_at"]),
    (
        "subscriptions.csv",
        "subscriptions",
        &[
            "subscription_id",
            "account_id",
            "deal_id",
            "status",
            "started_at",
            "ended_at",
            "annual_value",
            "currency",
            "reason",
        ],
    ),
    ("escalations.csv", "escalations", &["account_id", "deal_id", "kind", "severity", "opened_at"]),
    (
        "surveys.csv",
        "surveys",
        &["account_id", "deal_id", "answered_at", "kind", "score", "scale_min", "scale_max", "repeated_information"],
    ),
];

fn columns(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(heading, field)| ((*heading).to_owned(), (*field).to_owned())).collect()
}

fn sheet(name: &'static str, table: &'static str, pairs: &[(&str, &str)]) -> Sheet {
    Sheet { name, table, only: None, has_bom: false, columns: columns(pairs) }
}

fn trackers() -> impl Iterator<Item = Sheet> {
    TRACKERS.iter().map(|(name, table, fields)| {
        let pairs: Vec<(&str, &str)> = fields.iter().map(|field| (*field, *field)).collect();
        sheet(name, table, &pairs)
    })
}

fn generic() -> Vec<Sheet> {
    let deals: Vec<&str> = [
        "deal_id",
        "deal_name",
        "account_id",
        "account_name",
        "stage",
        "pipeline",
        "is_won",
        "deal_type",
        "amount",
        "currency",
        "created_at",
        "closed_at",
        "modified_at",
        "owner",
        "csm",
        "segment",
        "region",
        "product",
        "seats",
        "lead_source",
        "contract_term_months",
        "contract_start",
        "contract_end",
        "billing_terms",
    ]
    .into_iter()
    .chain(HANDOFF.iter().map(|(_, field)| *field))
    .collect();
    let tables: [(&'static str, &'static str, Vec<&str>); 7] = [
        ("deals.csv", "deals", deals),
        (
            "accounts.csv",
            "accounts",
            vec!["account_id", "account_name", "domain", "segment", "industry", "region", "churned_at"],
        ),
        ("contacts.csv", "contacts", vec!["contact_id", "account_id", "name", "email", "title", "role", "time_zone"]),
        (
            "deal_contacts.csv",
            "deal_contacts",
            vec!["deal_id", "contact_id", "contact_name", "role", "is_primary", "added_at"],
        ),
        (
            "activities.csv",
            "activities",
            vec![
                "activity_id",
                "deal_id",
                "account_id",
                "type",
                "direction",
                "author",
                "occurred_at",
                "subject",
                "body",
                "outcome",
            ],
        ),
        ("stage_history.csv", "stage_history", vec!["deal_id", "stage", "entered_at", "by"]),
        ("field_history.csv", "field_history", vec!["deal_id", "field", "old_value", "new_value", "changed_at", "by"]),
    ];
    let crm = tables.into_iter().map(|(name, table, fields)| {
        let pairs: Vec<(&str, &str)> = fields.iter().map(|field| (*field, *field)).collect();
        sheet(name, table, &pairs)
    });
    let users = sheet(
        "users.csv",
        "users",
        &[
            ("user_id", "user_id"),
            ("name", "name"),
            ("email", "email"),
            ("team", "team"),
            ("is_active", "is_active"),
            ("is_person", "is_person"),
        ],
    );
    crm.chain(trackers())
        .chain([users])
        .map(|mut sheet| {
            if sheet.name == "handoff-reviews.csv" {
                sheet.name = "reviews.csv";
            }
            sheet
        })
        .collect()
}

fn hubspot() -> Vec<Sheet> {
    let mut deals = sheet(
        "hubspot-crm-exports-all-deals-2026-09-30.csv",
        "deals",
        &[
            ("Record ID", "deal_id"),
            ("Deal Name", "deal_name"),
            ("Deal Stage", "stage"),
            ("Pipeline", "pipeline"),
            ("Is Closed Won", "is_won"),
            ("Amount", "amount"),
            ("Currency", "currency"),
            ("Deal Type", "deal_type"),
            ("Close Date", "closed_at"),
            ("Create Date", "created_at"),
            ("Last Modified Date", "modified_at"),
            ("Deal owner", "owner"),
            ("Associated Company", "account_name"),
            ("Associated Company IDs", "account_id"),
            ("Customer Success Manager", "csm"),
            ("Market Segment", "segment"),
            ("Region", "region"),
            ("Product Name", "product"),
            ("Seats", "seats"),
            ("Lead source", "lead_source"),
            ("Contract Term (months)", "contract_term_months"),
            ("Contract Start Date", "contract_start"),
            ("Contract End Date", "contract_end"),
            ("Billing Terms", "billing_terms"),
            ("Date entered \"Qualified (Sales Pipeline)\"", "entered:Qualified"),
            ("Date entered \"Contract Sent (Sales Pipeline)\"", "entered:Contract Sent"),
            ("Date entered \"Closed Won (Sales Pipeline)\"", "entered:Closed Won"),
            ("Date entered \"Closed Lost (Sales Pipeline)\"", "entered:Closed Lost"),
        ],
    );
    deals.columns.extend(columns(HANDOFF));
    let companies = sheet(
        "hubspot-crm-exports-all-companies-2026-09-30.csv",
        "accounts",
        &[
            ("Record ID", "account_id"),
            ("Company name", "account_name"),
            ("Company Domain Name", "domain"),
            ("Industry", "industry"),
            ("Market Segment", "segment"),
            ("Region", "region"),
            ("Churn Date", "churned_at"),
        ],
    );
    let contacts = sheet(
        "hubspot-crm-exports-all-contacts-2026-09-30.csv",
        "contacts",
        &[
            ("Record ID", "contact_id"),
            ("First Name", "first_name"),
            ("Last Name", "last_name"),
            ("Email", "email"),
            ("Job Title", "title"),
            ("Buying Role", "buying_role"),
            ("Time Zone", "time_zone"),
            ("Associated Company IDs", "account_id"),
            ("Associated Deal IDs", "deal_id"),
        ],
    );
    let activity = |name: &'static str, only: &'static str, own: &[(&str, &str)]| {
        let mut sheet = sheet(name, "activities", &[("Record ID", "activity_id")]);
        sheet.only = Some(only);
        sheet.columns.extend(columns(own));
        sheet.columns.extend(columns(&[
            ("Activity date", "occurred_at"),
            ("Activity assigned to", "author"),
            ("Associated Company IDs", "account_id"),
            ("Associated Deal IDs", "deal_id"),
        ]));
        sheet
    };
    let mut sheets = vec![
        deals,
        companies,
        contacts,
        activity("hubspot-crm-exports-notes-2026-09-30.csv", "note", &[("Note body", "html_body")]),
        activity(
            "hubspot-crm-exports-calls-2026-09-30.csv",
            "call",
            &[("Call title", "subject"), ("Call notes", "html_body"), ("Call direction", "call_direction")],
        ),
        activity(
            "hubspot-crm-exports-emails-2026-09-30.csv",
            "email",
            &[("Email subject", "subject"), ("Email body", "html_body"), ("Email direction", "email_direction")],
        ),
        activity(
            "hubspot-crm-exports-meetings-2026-09-30.csv",
            "meeting",
            &[
                ("Meeting name", "subject"),
                ("Meeting description", "html_body"),
                ("Meeting outcome", "meeting_outcome"),
            ],
        ),
        sheet(
            "property-history.csv",
            "field_history",
            &[
                ("deal_id", "deal_id"),
                ("field", "field"),
                ("old_value", "old_value"),
                ("new_value", "new_value"),
                ("changed_at", "changed_at"),
                ("by", "by"),
            ],
        ),
        sheet(
            "users.csv",
            "users",
            &[("User ID", "user_id"), ("Name", "name"), ("Email", "email"), ("Team", "team"), ("Active", "is_active")],
        ),
    ];
    sheets.extend(trackers());
    sheets
}

fn salesforce() -> Vec<Sheet> {
    let object = |name: &'static str, table: &'static str, pairs: &[(&str, &str)]| {
        let mut sheet = sheet(name, table, pairs);
        sheet.has_bom = true;
        sheet
    };
    let mut deals = object(
        "Opportunity.csv",
        "deals",
        &[
            ("Id", "deal_id"),
            ("IsDeleted", "=0"),
            ("AccountId", "account_id"),
            ("Name", "deal_name"),
            ("StageName", "stage"),
            ("Amount", "amount"),
            ("CurrencyIsoCode", "currency"),
            ("CloseDate", "closed_at"),
            ("Type", "deal_type"),
            ("LeadSource", "lead_source"),
            ("IsWon", "is_won"),
            ("OwnerId", "owner"),
            ("CreatedDate", "created_at"),
            ("LastModifiedDate", "modified_at"),
            ("Customer_Success_Manager__c", "csm"),
            ("Segment__c", "segment"),
            ("Region__c", "region"),
            ("Product__c", "product"),
            ("Contract_Term_Months__c", "contract_term_months"),
            ("Contract_Start_Date__c", "contract_start"),
            ("Contract_End_Date__c", "contract_end"),
            ("Billing_Terms__c", "billing_terms"),
        ],
    );
    deals.columns.extend(HANDOFF.iter().map(|(heading, field)| (api_name(heading), (*field).to_owned())));
    let only = |mut sheet: Sheet, kind: &'static str| {
        sheet.only = Some(kind);
        sheet
    };
    let mut sheets = vec![
        deals,
        object(
            "Account.csv",
            "accounts",
            &[
                ("Id", "account_id"),
                ("IsDeleted", "=0"),
                ("Name", "account_name"),
                ("Industry", "industry"),
                ("BillingCountry", "region"),
                ("Segment__c", "segment"),
                ("Churn_Date__c", "churned_at"),
            ],
        ),
        object(
            "Contact.csv",
            "contacts",
            &[
                ("Id", "contact_id"),
                ("AccountId", "account_id"),
                ("LastName", "last_name"),
                ("FirstName", "first_name"),
                ("Email", "email"),
                ("Title", "title"),
            ],
        ),
        object(
            "OpportunityContactRole.csv",
            "deal_contacts",
            &[
                ("Id", "contact_id"),
                ("OpportunityId", "deal_id"),
                ("ContactId", "contact_id"),
                ("Role", "role"),
                ("IsPrimary", "is_primary"),
                ("CreatedDate", "added_at"),
            ],
        ),
        only(
            object(
                "Task.csv",
                "activities",
                &[
                    ("Id", "activity_id"),
                    ("WhatId", "deal_id"),
                    ("Subject", "subject"),
                    ("ActivityDate", "occurred_at"),
                    ("Status", "=Completed"),
                    ("OwnerId", "author"),
                    ("Description", "body"),
                    ("TaskSubtype", "=Call"),
                    ("CallType", "call_type"),
                    ("CompletedDateTime", "occurred_at"),
                    ("CreatedDate", "occurred_at"),
                ],
            ),
            "call",
        ),
        only(
            object(
                "Event.csv",
                "activities",
                &[
                    ("Id", "activity_id"),
                    ("WhatId", "deal_id"),
                    ("Subject", "subject"),
                    ("ActivityDateTime", "occurred_at"),
                    ("DurationInMinutes", "=30"),
                    ("OwnerId", "author"),
                    ("Description", "body"),
                    ("CreatedDate", "occurred_at"),
                ],
            ),
            "meeting",
        ),
        only(
            object(
                "EmailMessage.csv",
                "activities",
                &[
                    ("Id", "activity_id"),
                    ("RelatedToId", "deal_id"),
                    ("Subject", "subject"),
                    ("TextBody", "body"),
                    ("MessageDate", "occurred_at"),
                    ("Incoming", "incoming"),
                    ("CreatedById", "author"),
                    ("CreatedDate", "occurred_at"),
                ],
            ),
            "email",
        ),
        only(
            object(
                "Note.csv",
                "activities",
                &[
                    ("Id", "activity_id"),
                    ("ParentId", "deal_id"),
                    ("Title", "subject"),
                    ("Body", "body"),
                    ("OwnerId", "author"),
                    ("CreatedDate", "occurred_at"),
                ],
            ),
            "note",
        ),
        object(
            "OpportunityHistory.csv",
            "stage_history",
            &[
                ("OpportunityId", "deal_id"),
                ("StageName", "stage"),
                ("CreatedDate", "entered_at"),
                ("CreatedById", "by"),
            ],
        ),
        object(
            "OpportunityFieldHistory.csv",
            "field_history",
            &[
                ("OpportunityId", "deal_id"),
                ("Field", "field"),
                ("OldValue", "old_value"),
                ("NewValue", "new_value"),
                ("CreatedDate", "changed_at"),
                ("CreatedById", "by"),
            ],
        ),
        object(
            "User.csv",
            "users",
            &[
                ("Id", "user_id"),
                ("Username", "email"),
                ("Name", "name"),
                ("Email", "email"),
                ("Department", "team"),
                ("IsActive", "is_active"),
            ],
        ),
    ];
    sheets.extend(trackers().map(|mut sheet| {
        // The onboarding team copies ids out of reports, where they have 15 characters.
        if sheet.table == "onboarding" {
            sheet
                .columns
                .iter_mut()
                .filter(|(_, field)| field == "deal_id")
                .for_each(|(_, field)| *field = "short_deal_id".to_owned());
        }
        sheet
    }));
    sheets
}

/// `Why Now` as a custom field: `Why_Now__c`.
fn api_name(heading: &str) -> String {
    format!("{}__c", heading.replace([' ', '-'], "_"))
}
