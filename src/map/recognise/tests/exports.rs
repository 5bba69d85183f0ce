//! Header lines of published exports (the files stay outside) and of documented shapes: the table that each is.

use super::{HUBSPOT_DEALS, OPPORTUNITY, TASK, kind};

#[test]
fn published_exports_are_the_tables_that_they_are() {
    for (file, line, expected) in [
        ("Opportunity.csv", OPPORTUNITY, "salesforce_api deals"),
        ("Task.csv", TASK, "salesforce_api activities"),
        (
            "Account.csv",
            "Id,IsDeleted,MasterRecordId,Name,Type,ParentId,BillingCity,BillingCountry,Phone,Website,Industry,AnnualRevenue,NumberOfEmployees,OwnerId,CreatedDate",
            "salesforce_api accounts",
        ),
        (
            "Contact.csv",
            "Id,IsDeleted,AccountId,LastName,FirstName,Salutation,Name,Email,Title,Department,OwnerId,CreatedDate",
            "salesforce_api contacts",
        ),
        ("contacts.csv", "Id,AccountId,Name,Email,Title", "salesforce_api contacts"),
        (
            "opportunities.csv",
            "OpportunityExtId__c,AccountExtId__c,Name,StageName,Amount,CloseDate,Probability,Type,ARR__c",
            "salesforce_api deals",
        ),
        (
            "opportunity_stage_history.csv",
            "OpportunityExtId__c,StageName,Probability,CreatedDate,Description",
            "salesforce_api stage_history",
        ),
        (
            "OpportunityHistory.csv",
            "Id,OpportunityId,CreatedById,CreatedDate,StageName,Amount,ExpectedRevenue,CloseDate,Probability,ForecastCategory,SystemModstamp,IsDeleted",
            "salesforce_api stage_history",
        ),
        (
            "OpportunityFieldHistory.csv",
            "Id,OpportunityId,Field,OldValue,NewValue,CreatedDate,CreatedById,DataType",
            "salesforce_api field_history",
        ),
        (
            "OpportunityContactRole.csv",
            "Id,OpportunityId,ContactId,Role,CreatedDate,IsDeleted",
            "salesforce_api deal_contacts",
        ),
        (
            "Event.csv",
            "Id,WhoId,WhatId,Subject,ActivityDateTime,ActivityDate,DurationInMinutes,EndDateTime,Type,IsDeleted,OwnerId",
            "salesforce_api activities",
        ),
        ("User.csv", "Id,Username,FirstName,LastName,Email,IsActive,UserRoleId,TimeZoneSidKey", "salesforce_api users"),
        ("Contract.csv", "Id,AccountId,StartDate,ContractTerm,Status,StatusCode,ActivatedDate,EndDate", "none"),
        (
            "deal_data.csv",
            "deal_id,is_deleted,deal_pipeline_id,deal_pipeline_stage_id,owner_id,portal_id,property_dealname,property_description,property_amount,property_closedate,property_createdate",
            "warehouse deals",
        ),
        (
            "deal_stage_data.csv",
            "_fivetran_start,deal_id,_fivetran_active,_fivetran_end,_fivetran_synced,date_entered,source,source_id,value",
            "warehouse stage_history",
        ),
        ("deal_contact_data.csv", "contact_id,deal_id,_fivetran_synced,type_id,category", "warehouse deal_contacts"),
        (
            "deal_pipeline_stage_data.csv",
            "_fivetran_deleted,_fivetran_synced,active,closed_won,is_closed,display_order,probability,stage_id,label,pipeline_id",
            "warehouse stage catalogue",
        ),
        (
            "engagement_meeting_data.csv",
            "engagement_id,_fivetran_synced,end_time,source,start_time,meeting_outcome,body,title",
            "warehouse activities",
        ),
        (
            "ticket_data.csv",
            "_fivetran_synced,id,is_deleted,property_createdate,property_hs_pipeline,property_hs_pipeline_stage,property_hs_ticket_priority,property_subject",
            "none",
        ),
        (
            "sf_opportunity_data.csv",
            "_fivetran_synced,account_id,amount,close_date,created_date,expected_revenue,id,is_closed,is_deleted,is_won,lead_source,name,owner_id,record_type_id,stage_name,type,_fivetran_active",
            "warehouse deals",
        ),
        (
            "sf_opportunity_history_data.csv",
            "_fivetran_active,_fivetran_start,_fivetran_end,account_id,amount,close_date,created_date,id,is_closed,is_deleted,is_won,name,owner_id,stage_name,type",
            "warehouse stage_history",
        ),
        (
            "sf_task_data.csv",
            "who_id,owner_id,subject,description,_fivetran_synced,is_deleted,id,is_closed,activity_date,priority,account_id,created_date,what_id,task_subtype,status,type,completed_date_time",
            "warehouse activities",
        ),
        (
            "sf_event_data.csv",
            "id,_fivetran_synced,account_id,activity_date,activity_date_time,created_date,description,duration_in_minutes,end_date_time,is_deleted,no_show_c,owner_id,start_date_time,subject,type,what_id,who_id",
            "warehouse activities",
        ),
        (
            "ravenstack_accounts.csv",
            "account_id,account_name,industry,country,signup_date,referral_source,plan_tier,seats,is_trial,churn_flag",
            "billing accounts",
        ),
        (
            "ravenstack_subscriptions.csv",
            "subscription_id,account_id,start_date,end_date,plan_tier,seats,mrr_amount,arr_amount,is_trial,upgrade_flag,downgrade_flag,churn_flag,billing_frequency,auto_renew_flag",
            "billing subscriptions",
        ),
        (
            "ravenstack_churn_events.csv",
            "churn_event_id,account_id,churn_date,reason_code,refund_amount_usd,preceding_upgrade_flag,is_reactivation,feedback_text",
            "none",
        ),
        (
            "ravenstack_supports_ticket.csv",
            "ticket_id,account_id,submitted_at,closed_at,resolution_time_hours,priority,first_response_time_minutes,satisfaction_score,escalation_flag",
            "billing escalations",
        ),
        (
            "subscriptions.csv",
            "id,Customer ID,Customer Email,Plan,Quantity,Currency,Interval,Amount,Status,Created (UTC),Start Date (UTC),Canceled At (UTC),Ended At (UTC)",
            "stripe subscriptions",
        ),
        ("hubspot-crm-exports-all-deals-2026-05-01.csv", HUBSPOT_DEALS, "hubspot deals"),
        (
            "deals.csv",
            "hs_object_id,dealname,dealstage,pipeline,amount,closedate,createdate,hubspot_owner_id,hs_v2_date_entered_closedwon",
            "hubspot deals",
        ),
        (
            "hubspot-crm-exports-all-contacts-2023-02-21.csv",
            "Record ID,First Name,Last Name,Email,Job Title,Buying Role,Associated Company,Associated Deal,Associated Company IDs,Associated Deal IDs",
            "hubspot contacts",
        ),
        (
            "companies.csv",
            "Record ID,Company name,Company owner,Create Date,Industry,Country/Region,Associated Deal IDs",
            "hubspot accounts",
        ),
        (
            "activities.csv",
            "Record ID,Activity type,Title,Body,Activity date,Activity assigned to,Associated Contact IDs,Associated Company IDs,Associated Deal IDs",
            "hubspot activities",
        ),
        (
            "report1714000000000.csv",
            "Opportunity ID,Opportunity Name,Account Name,Stage,Amount Currency,Amount,Close Date,Opportunity Owner,Type,Created Date",
            "salesforce_report deals",
        ),
        (
            "onboarding tracker.csv",
            "Customer,CSM,Status,Kickoff Date,Go-Live Date,First Value Date",
            "tracker onboarding",
        ),
        ("won deals.csv", "Deal ID,Deal Name,Customer,Stage,Close Date,ACV,AE,Why Now", "tracker deals"),
        (
            "Onboarding.csv",
            "Task ID,Created At,Completed At,Last Modified,Name,Section/Column,Assignee,Assignee Email,Start Date,Due Date,Tags,Notes,Projects,Parent task,Customer,Kickoff Date",
            "asana onboarding",
        ),
        (
            "board.csv",
            "Name,Subitems,Owner,Status,Customer,Kickoff Date,Go-Live Date,Item ID (auto generated)",
            "monday onboarding",
        ),
        (
            "Jira.csv",
            "Summary,Issue key,Issue id,Issue Type,Status,Project key,Assignee,Created,Updated,Resolved,Labels,Labels,Comment,Comment,Custom field (Customer),Custom field (Kickoff Date)",
            "jira onboarding",
        ),
        ("Jira.csv", "Summary,Issue key,Issue id,Issue Type,Status,Labels,Labels,Comment", "none"),
        (
            "projects.csv",
            "projectId,projectName,createdAt,startDate,dueDate,owner,customerCompanyName,status",
            "rocketlane onboarding",
        ),
        (
            "projects.csv",
            "Project Name,Customer,Project Manager,Start Date,Planned End Date,Projected End Date,Status,Total Cash Value,Average CSAT",
            "guidecx onboarding",
        ),
        (
            "Company.csv",
            "Gsid,Name,ARR,MRR,CSM,Stage,Status,LifecycleStage,Renewal Date,NPS,SfdcAccountId",
            "gainsight accounts",
        ),
        (
            "cta.csv",
            "Account,CTA name,Type,Reason,Priority,Status,Assignee,Due Date,Created Date,Closed Date,Days Due",
            "none",
        ),
        (
            "accounts.csv",
            "accountExternalId,Name,NextRenewalDate,TotalContractAmount,IsActive,StartDate,EndDate,LicenseCount,OwnerUserAccount",
            "churnzero accounts",
        ),
        (
            "clients.csv",
            "Client name,Client status,Assigned CSM name,Assigned CSM email,Client-as-of date,Salesforce Account ID",
            "clientsuccess accounts",
        ),
        ("churn.csv", "company_id,churn_date,license_id,value,comment", "planhat subscriptions"),
        ("project.csv", "company_id,name,start_date,end_date", "planhat onboarding"),
        (
            "subscriptions.csv",
            "subscription_id,customer_id,status,plan_id,activated_at,cancelled_at,cancel_reason,created_at",
            "chargebee subscriptions",
        ),
        (
            "negocios.csv",
            "ID de registro,Nombre del negocio,Etapa del negocio,Importe,Fecha de cierre,Propietario del negocio",
            "hubspot deals",
        ),
        (
            "deals.csv",
            "Datensatz-ID,Deal-Name,Deal-Phase,Pipeline,Betrag,Abschlussdatum,Zuständiger Mitarbeiter",
            "hubspot deals",
        ),
        (
            "deal_pipeline_stages.csv",
            "DEAL_ID,STAGE_CREATED_AT,PIPELINE_ID,PIPELINE_NAME,DEAL_STAGE_ID,STAGE_NAME,STAGE_DISPLAY_ORDER",
            "tracker stage_history",
        ),
        ("customers.csv", "customer_id,name,email,segment", "tracker accounts"),
        ("people.csv", "customer_id,name,email,title", "generic contacts"),
        ("handoffs.csv", "Customer,CSM,AE,Handoff Date,Kick off,Go live,Notes", "tracker onboarding"),
        ("menu.csv", "Dish,Price,Calories,Chef", "none"),
        ("inventory.csv", "SKU,Product,Quantity,Warehouse,Owner,Status", "none"),
        ("asana.csv", "Task ID,Created At,Completed At,Last Modified,Name,Section/Column,Assignee,Due Date", "none"),
        ("cities.csv", "City,Country,Population", "none"),
    ] {
        assert_eq!(kind(file, line), expected, "{file}");
    }
}
