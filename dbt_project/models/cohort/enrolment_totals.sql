with accepted as (
    select
        schooljaar,
        count(*) as n_accepted
    from {{ ref('stg_agodi__inschrijvingen') }}
    group by schooljaar
),

active as (
    select
        schooljaar,
        count(*) as n_active
    from {{ ref('active_enrolments') }}
    group by schooljaar
)

select
    school_years.schooljaar,
    cast(coalesce(accepted.n_accepted, 0) as bigint) as n_accepted_enrolments,
    cast(coalesce(active.n_active, 0) as bigint) as n_active_enrolments
from {{ ref('school_years') }} as school_years
left join accepted on school_years.schooljaar = accepted.schooljaar
left join active on school_years.schooljaar = active.schooljaar
