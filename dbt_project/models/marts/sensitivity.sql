with goals as (
    select
        chosen.*,
        certificates.has_studiebewijs,
        coalesce(firsts.is_eerder_niet_duaal, false) as is_eerder_niet_duaal,
        min(chosen.schooljaar) over of_pupil as eerste_samen,
        max(chosen.schooljaar) over of_pupil as laatste_samen,
        min(chosen.schooljaar) over of_pupil_in_form as eerste_apart,
        max(chosen.schooljaar) over of_pupil_in_form as laatste_apart
    from {{ ref('count_day_enrolments') }} as chosen
    left join {{ ref('enrolment_certificates') }} as certificates
        on chosen.leerling_id = certificates.leerling_id and chosen.schooljaar = certificates.schooljaar
    left join {{ ref('first_enrolments') }} as firsts
        on chosen.leerling_id = firsts.leerling_id and chosen.schooljaar = firsts.schooljaar
    where (chosen.is_p_goal or chosen.is_p_dual_goal) and chosen.leerjaar in ('6', '7')
    window
        of_pupil as (partition by chosen.leerling_id, chosen.leerjaar, chosen.is_p_dual_goal),
        of_pupil_in_form as (
            partition by chosen.leerling_id, chosen.leerjaar, chosen.is_p_dual_goal, chosen.onderwijsvorm
        )
),

counted as (
    select
        figures.publicatie,
        goals.schooljaar,
        goals.onderwijsvorm,
        goals.leerjaar,
        figures.studiegebied,
        case when figures.publicatie = 'fig_11' then goals.stageverplichting else 'alle' end as stageverplichting,
        case when goals.is_p_dual_goal then 'ja' else 'alle' end as duaal,
        variants.inschrijving,
        variants.vormen,
        variants.eerder_niet_duaal,
        variants.is_gerapporteerd,
        cast(count(case when goals.has_studiebewijs then 1 end) as bigint) as aantal,
        cast(count(*) as bigint) as noemer
    from goals
    inner join {{ sensitive_figures() }} as figures (publicatie, leerjaar, duaal, studiegebied)
        on
            goals.leerjaar = figures.leerjaar
            and goals.is_p_dual_goal = (figures.duaal = 'ja')
            and figures.studiegebied in ('alle', goals.studiegebied)
    inner join {{ sensitivity_variants() }}
        as variants (duaal, inschrijving, vormen, eerder_niet_duaal, is_gerapporteerd)
        on
            figures.duaal = variants.duaal
            and goals.schooljaar = case
                when variants.inschrijving = 'eerste' and variants.vormen = 'samen' then goals.eerste_samen
                when variants.inschrijving = 'laatste' and variants.vormen = 'samen' then goals.laatste_samen
                when variants.inschrijving = 'eerste' and variants.vormen = 'apart' then goals.eerste_apart
                when variants.inschrijving = 'laatste' and variants.vormen = 'apart' then goals.laatste_apart
            end
            and (variants.eerder_niet_duaal = 'mee' or not goals.is_eerder_niet_duaal)
    -- R31: the school years for which kwalificaties is delivered
    where goals.has_studiebewijs is not null
    group by all
),

shares as (
    select
        *,
        cast(aantal as double) / cast(noemer as double) as aandeel,
        -- R34
        duaal = 'ja' and noemer < {{ var('kleinste_groep') }} as onderdrukt
    from counted
)

select
    *,
    100 * (
        case when not onderdrukt then aandeel end
        - max(case when is_gerapporteerd and not onderdrukt then aandeel end) over (
            partition by publicatie, schooljaar, onderwijsvorm, leerjaar, studiegebied, stageverplichting, duaal
        )
    ) as verschil_procentpunten
from shares
