{{ config(meta={'rule': 'R02', 'dagster': {'ref': {'name': 'count_day_enrolments'}}}) }}

-- Every active enrolment that did not win has a winner of the same pupil and year, and does not beat it when the
-- two are held side by side; no pupil has two winners.
with losers as (
    select active.*
    from {{ ref('active_enrolments') }} as active
    anti join {{ ref('count_day_enrolments') }} as chosen
        on active.schooljaar = chosen.schooljaar and active.source_line = chosen.source_line
),

winners as (
    select active.*
    from {{ ref('active_enrolments') }} as active
    inner join (
        select
            chosen.schooljaar,
            chosen.source_line
        from {{ ref('count_day_enrolments') }} as chosen
        semi join losers on chosen.leerling_id = losers.leerling_id and chosen.schooljaar = losers.schooljaar
    ) as chosen
        on active.schooljaar = chosen.schooljaar and active.source_line = chosen.source_line
),

pairs as (
    select
        losers.schooljaar,
        losers.source_line,
        case
            when winners.leerling_id is null then true
            when (losers.aanbieder = 'VOLTIJDS') <> (winners.aanbieder = 'VOLTIJDS') then losers.aanbieder = 'VOLTIJDS'
            when losers.stelsel <> winners.stelsel then losers.stelsel = 'LINEAIR'
            when losers.begindatum <> winners.begindatum then losers.begindatum > winners.begindatum
            when losers.instellingsnummer <> winners.instellingsnummer
                then losers.instellingsnummer < winners.instellingsnummer
            else cast(losers.administratieve_groep as bigint) < cast(winners.administratieve_groep as bigint)
        end as loser_is_better
    from losers
    left join winners
        on losers.leerling_id = winners.leerling_id and losers.schooljaar = winners.schooljaar
),

doubles as (
    select
        schooljaar,
        max(source_line) as source_line
    from {{ ref('count_day_enrolments') }}
    group by schooljaar, leerling_id
    having count(*) > 1
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
    from pairs
    where loser_is_better
    union all
    select
        'inschrijvingen' as dataset,
        schooljaar as period,
        source_line
    from doubles
),

{{ check_result() }}
