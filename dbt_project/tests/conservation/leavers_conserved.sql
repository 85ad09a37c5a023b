{{ config(meta={'dagster': {'ref': {'name': 'leavers'}}}) }}

-- Every leaver has one status in each delivered quarter, one start quarter where the cohort is complete, and one
-- first employment when that is K1: counted in the marts, against the leavers themselves.
with leavers as (
    select
        schooljaar,
        count(*) as n
    from {{ ref('leavers') }}
    group by schooljaar
),

expected as (
    select
        'status' as mart,
        leavers.schooljaar,
        quarters.kwartaal,
        leavers.n
    from leavers
    inner join {{ ref('exit_quarters') }} as quarters on leavers.schooljaar = quarters.schooljaar
    where quarters.is_delivered
    union all
    select
        'start' as mart,
        leavers.schooljaar,
        0 as kwartaal,
        leavers.n
    from leavers
    inner join {{ ref('exit_quarters') }} as quarters on leavers.schooljaar = quarters.schooljaar
    where quarters.is_complete and quarters.kwartaal = 1
    union all
    select
        'first employment' as mart,
        statuses.schooljaar,
        0 as kwartaal,
        sum(statuses.n_leavers) as n
    from {{ ref('labour_market_status') }} as statuses
    inner join {{ ref('exit_quarters') }} as quarters
        on statuses.schooljaar = quarters.schooljaar and statuses.kwartaal = quarters.kwartaal
    where quarters.is_complete and statuses.kwartaal = 1 and statuses.arbeidsmarktstatus <> 'niet beschikbaar'
    group by statuses.schooljaar
),

found as (
    select
        'status' as mart,
        schooljaar,
        kwartaal,
        sum(n_leavers) as n
    from {{ ref('labour_market_status') }}
    group by schooljaar, kwartaal
    union all
    select
        'start' as mart,
        schooljaar,
        0 as kwartaal,
        sum(n_leavers) as n
    from {{ ref('outflow') }}
    group by schooljaar
    union all
    select
        'first employment' as mart,
        schooljaar,
        0 as kwartaal,
        sum(n_leavers) as n
    from {{ ref('first_employment') }}
    group by schooljaar
),

{{ check_sums(['mart', 'schooljaar', 'kwartaal']) }}
