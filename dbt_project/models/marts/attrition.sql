with regels as (
    select listed.regel
    from (
        values
        ('inschrijvingen'), ('R01'), ('R02'), ('R03'), ('R04'), ('R05'), ('R06'), ('R07'), ('R08'), ('R09'), ('P_GOAL')
    ) as listed (regel)
),

outcomes as (
    select
        schooljaar,
        coalesce(uitval_regel, 'P_GOAL') as regel,
        count(*) as aantal
    from {{ ref('count_day_enrolments') }}
    group by schooljaar, coalesce(uitval_regel, 'P_GOAL')
),

counted as (
    select
        schooljaar,
        sum(aantal) as n_count_day_enrolments
    from outcomes
    group by schooljaar
)

select
    totals.schooljaar,
    regels.regel,
    -- R10
    cast(
        case regels.regel
            when 'inschrijvingen' then totals.n_accepted_enrolments
            when 'R01' then totals.n_accepted_enrolments - totals.n_active_enrolments
            when 'R02' then totals.n_active_enrolments - coalesce(counted.n_count_day_enrolments, 0)
            else coalesce(outcomes.aantal, 0)
        end as bigint
    ) as aantal
from {{ ref('enrolment_totals') }} as totals
cross join regels
left join counted on totals.schooljaar = counted.schooljaar
left join outcomes on totals.schooljaar = outcomes.schooljaar and regels.regel = outcomes.regel
