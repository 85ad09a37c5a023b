{{ config(meta={'rule': 'R10', 'dagster': {'ref': {'name': 'attrition'}}}) }}

-- Per school year the accepted enrolments, counted again, are P_GOAL plus what each rule drops, and the rows of
-- each rule are as many as carry it. And no enrolment carries a rule while it breaks an earlier one that is in use.
with accepted as (
    select
        schooljaar,
        count(*) as n
    from {{ ref('stg_agodi__inschrijvingen') }}
    group by schooljaar
),

carried as (
    select
        schooljaar,
        coalesce(uitval_regel, 'P_GOAL') as regel,
        count(*) as n
    from {{ ref('count_day_enrolments') }}
    group by schooljaar, coalesce(uitval_regel, 'P_GOAL')
),

sums as (
    select
        attrition.schooljaar,
        sum(case when attrition.regel = 'inschrijvingen' then attrition.aantal else 0 end) as n_all,
        sum(case when attrition.regel <> 'inschrijvingen' then attrition.aantal else 0 end) as n_parts,
        sum(case when attrition.regel in ('inschrijvingen', 'R01', 'R02') then 0 else attrition.aantal end) as n_chosen,
        sum(case when attrition.aantal = carried.n then carried.n else 0 end) as n_agreed,
        count(*) as n_rows,
        min(attrition.aantal) as smallest
    from {{ ref('attrition') }} as attrition
    left join carried on attrition.schooljaar = carried.schooljaar and attrition.regel = carried.regel
    group by attrition.schooljaar
),

broken as (
    select
        chosen.schooljaar,
        chosen.source_line,
        chosen.uitval_regel,
        rules.regel
    from {{ ref('count_day_enrolments') }} as chosen
    left join {{ ref('stg_agodi__administratieve_groepen') }} as groepen
        on chosen.administratieve_groep = groepen.administratieve_groep
    inner join (select distinct regel from carried) as rules on chosen.uitval_regel > rules.regel
    where
        (rules.regel = 'R03' and chosen.aanbieder <> 'VOLTIJDS')
        or (
            rules.regel = 'R04'
            and coalesce(groepen.onderwijsvorm || groepen.leerjaar, '') not in ('BSO5', 'BSO6', 'BSO7', 'TSO5', 'TSO6')
        )
        or (rules.regel = 'R05' and chosen.stelsel = 'MODULAIR')
        or (rules.regel = 'R06' and groepen.is_duaal)
        or (
            rules.regel = 'R07'
            and coalesce(
                chosen.leeftijd > {{ var('leeftijd_hoogstens_leerjaar_7') }}
                or (chosen.leeftijd >= {{ var('leeftijd_onder_leerjaar_5_6') }} and groepen.leerjaar <> '7'), true
            )
        )
        or (rules.regel = 'R08' and groepen.is_se_n_se)
),

looked_at as (
    select count(*) as n
    from {{ ref('count_day_enrolments') }}
),

offending as (
    select
        'inschrijvingen' as dataset,
        schooljaar as period,
        source_line
    from broken
    union all
    select
        'inschrijvingen' as dataset,
        accepted.schooljaar as period,
        cast(null as bigint) as source_line
    from accepted
    full join sums on accepted.schooljaar = sums.schooljaar
    where
        sums.n_rows is distinct from 11
        or sums.n_all <> coalesce(accepted.n, 0)
        or sums.n_parts <> sums.n_all
        or sums.n_agreed <> sums.n_chosen
        or sums.smallest < 0
),

{{ check_result() }}
